/** Instants as files tell them. */

/** An instant as a clock in China shows it. */
export const clockIn = (at: string): string => {
  const part = new Map(new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).formatToParts(new Date(at)).map(({ type, value }) => [type, value]))
  const of = (name: string): string => part.get(name as Intl.DateTimeFormatPartTypes) ?? ''
  return `${of('year')}年${of('month')}月${of('day')}日 ${of('hour')}:${of('minute')}:${of('second')}（北京时间）`
}
