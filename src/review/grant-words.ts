/** A wish as one line that people can read: 任职：审理员（第三片区），2026年3月2日起. */
import { inChinese, type Day } from './day.ts'
import { duties, type Seat, type Wish } from './grants.ts'
import type { Body, Zone } from './people.ts'
import type { KeptPost } from './staffing.ts'
import { roleWords, secrecyWords } from './words.ts'

/** Where names are looked up; what is not found keeps its id. */
export type Names = { body: (id: string) => Body | undefined; zone: (id: string) => Zone | undefined; post: (id: string) => KeptPost | undefined }

export function wishLine(wish: Wish, names: Names): string {
  return `${duties[wish.kind].label}${detail(wish, names)}`
}

function detail(wish: Wish, names: Names): string {
  switch (wish.kind) {
    case 'appoint':
    case 'help': return `：${seatLine(wish, names)}，${period(wish)}`
    case 'move': return `：由${postLine(wish.postId, names)}到${seatLine(wish, names)}，${period({ from: wish.from, until: null })}`
    case 'end': return `：${postLine(wish.postId, names)}，到${inChinese(wish.until)}止`
    case 'deputise': return `：代理${postLine(wish.absentPostId, names)}，${period(wish)}`
    case 'clear': return `：${secrecyWords[wish.level]}，${period(wish)}`
    case 'release': return `：到${inChinese(wish.until)}止`
    case 'rehome': return `：${wish.bodyId === null ? '不来自派驻机构' : bodyName(wish.bodyId, names)}`
    case 'leave': return `：最后一日${inChinese(wish.on)}，${wish.undertaking}`
    case 'place': return `：${bodyName(wish.bodyId, names)}到${zoneName(wish.zoneId, names)}，${inChinese(wish.from)}起`
    case 'openAccount': return `：登录名 ${wish.login}`
    case 'linkSubject':
    case 'unlinkSubject': return `：${wish.issuer} 的 ${wish.subject}`
    default: return ''
  }
}

const bodyName = (id: string, names: Names): string => names.body(id)?.name ?? id
const zoneName = (id: string, names: Names): string => names.zone(id)?.name ?? id

/** A role with its place. */
export const seatLine = ({ role, bodyId, zoneId }: Seat, names: Omit<Names, 'post'>): string => {
  const place = bodyId === null ? (zoneId === null ? null : (names.zone(zoneId)?.name ?? zoneId)) : (names.body(bodyId)?.name ?? bodyId)
  return place === null ? roleWords[role] : `${roleWords[role]}（${place}）`
}

const postLine = (postId: string, names: Names): string => {
  const post = names.post(postId)
  return post ? seatLine(post, names) : '职务'
}

const period = ({ from, until }: { from: Day; until: Day | null }): string => (until === null ? `${inChinese(from)}起` : `${inChinese(from)}至${inChinese(until)}`)
