/** What may differ between two worlds for somebody to whom they are the same: the whole list, each with its reason. */
const masks: readonly { what: string; because: string; pattern: RegExp; by: string }[] = [
  { what: '时刻头 Date', because: '服务器答复的时刻，与任何人的数据无关', pattern: /^date: .*$/m, by: 'date: *' },
  { what: '办理回执', because: '回执就是审计链此时的末端：号数、散列和签名，链上有别人的记录，不说明是谁的什么', pattern: /"receipt":\{(?:"(?:[^"\\]|\\.)*"|[^"{}])*\}/g, by: '"receipt":{*}' },
  { what: '一次性码的一半', because: '每次随机抽取，与任何人的数据无关', pattern: /"codeHalf":"\w+"/g, by: '"codeHalf":"*"' },
]

/** Case numbers given by the store count hidden cases too; in worlds where the store gives them they are told by the order in which they appear. */
export const numbersInOrder = (text: string): string => {
  const seen = new Map<string, string>()
  return text.replace(/划审[一二三四五六七八九十]+〔\d{4}〕\d+号/gu, (number) => {
    if (!seen.has(number)) seen.set(number, `号${seen.size + 1}`)
    return seen.get(number) ?? ''
  })
}

export const masked = (answer: string): string => masks.reduce((text, { pattern, by }) => text.replace(pattern, by), answer)
