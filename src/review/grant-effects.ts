/** What a wish would change, in sentences, for whoever proposes or decides it: posts that end and begin, what is seen afterwards, what becomes of the account. */
import { inChinese } from './day.ts'
import { changed, postIn, type Staff, type Staffed } from './staffing.ts'
import { seatLine, type Names } from './grant-words.ts'
import type { Wish } from './grants.ts'
import { secrecyWords } from './words.ts'

/** What is known besides the staff: the level that somebody is cleared for now, the years a post in a body counts, the interest to be lifted. */
export type Known = { clearance: keyof typeof secrecyWords; apartYears: number; interest: string | null }

/** What a wish would change, a sentence each; none where it concerns nobody who is known. */
export function effectsOf(wish: Wish, person: Staffed | undefined, staff: Staff, names: Names, known: Known): string[] {
  if (!person) return []
  const { ended, begun } = changed(wish, person, staff)
  const posts = [
    ...ended.flatMap(({ postId, until }) => { const post = person.posts.find((one) => one.id === postId); return post ? [`${person.name}的${seatLine(post, names)}到${inChinese(until)}止`] : [] }),
    ...(begun ? [`${person.name}自${inChinese(begun.from)}起担任${seatLine(begun, names)}${begun.until === null ? '' : `，到${inChinese(begun.until)}止`}`] : []),
    ...(begun?.bodyId ? [`任职期间和结束后的${known.apartYears}年内，${person.name}不审理${names.body(begun.bodyId)?.name ?? begun.bodyId}的案件`] : []),
  ]
  return [...posts, ...own(wish, person, staff, names, known)]
}

function own(wish: Wish, person: Staffed, staff: Staff, names: Names, { clearance, interest, apartYears }: Known): string[] {
  switch (wish.kind) {
    case 'deputise': {
      const absent = postIn(staff, wish.absentPostId)
      return absent ? [`${absent.person.name}的职务不变，代理期间两人都可以办理`] : []
    }
    case 'clear': return [`可以知悉的密级由${secrecyWords[clearance]}改为${secrecyWords[wish.level]}，自${inChinese(wish.from)}起${wish.until === null ? '' : `，到${inChinese(wish.until)}止，此后为${secrecyWords.workSecret}`}`, '密级高于这一等级的案件，此后看不到']
    case 'release': return interest === null ? [] : [`${interest}：到${inChinese(wish.until)}止，此后不再因此回避`]
    case 'rehome': return [
      ...(person.homeBodyId === null ? [] : [`原来的${names.body(person.homeBodyId)?.name ?? person.homeBodyId}转为利害关系，继续回避`]),
      ...(wish.bodyId === null ? [] : [`此后不审理${names.body(wish.bodyId)?.name ?? wish.bodyId}的案件`]),
    ]
    case 'leave': return ['最后一日之后帐号停用，在各处的登录和日历订阅随之失效', '办过的案件和回避关系保留；重新到岗须由两人办理']
    case 'openAccount': return [`登录名 ${wish.login}，首次登录码分两半，由提请人和决定人各自交给本人`]
    case 'resetAccount': return ['原来的密码作废，在各处的登录失效', '换发的一次性登录码分两半，由提请人和决定人各自交给本人']
    case 'resetFactor': return ['原来绑定的动态口令作废，在各处的登录失效，密码不变', '绑定码分两半，由提请人和决定人各自交给本人']
    case 'linkSubject': return ['此后可以从统一身份登录']
    case 'unlinkSubject': return ['此后不能从这个统一身份登录，在各处的登录失效']
    case 'unlock': return ['可以再次登录，密码不变']
    case 'resume': return [person.leftOn === null ? '帐号恢复，密码不变' : '重新到岗：帐号恢复，职务另行提请', `以前在派驻机构的任职和利害关系照旧计算（${apartYears}年）`]
    default: return []
  }
}
