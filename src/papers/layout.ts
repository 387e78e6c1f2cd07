/** The page of official papers (GB/T 9704-2012): millimetres and points, once for Word and for the browser. */

export const page = { width: 210, height: 297, top: 37, left: 28, right: 26, bottom: 35, footer: 25 }
/** 22 lines of 28 characters: 225 mm and 156 mm of text. */
export const line = { points: 28.95, charactersEach: 28 }
/** 2号, 3号, 4号 in points, and how much a character gives way so that 28 of 16 points fit 156 mm. */
export const size = { title: 22, body: 16, small: 14, issuer: 30, tighten: 0.2 }
/** By name; the reader's machine has them (they may not be shipped). */
export const fonts = { body: '仿宋_GB2312', heading: '黑体', second: '楷体_GB2312', title: '方正小标宋简体', page: '宋体', digits: 'Times New Roman' }
/** What the browser falls back on where a font is missing. */
export const fallback = { body: '"仿宋_GB2312","FangSong","STFangsong","Noto Serif CJK SC",serif', heading: '"黑体","SimHei","Noto Sans CJK SC",sans-serif', second: '"楷体_GB2312","KaiTi","STKaiti","Noto Serif CJK SC",serif', title: '"方正小标宋简体","FZXiaoBiaoSong-B05S","STZhongsong","Noto Serif CJK SC",serif' }
export const red = 'FF0000'
