/**
 * 在场: who may learn that somebody has a case open at this moment. It is no reading and no step: it
 * moves nothing, and is told only to those who could name that person as part of the case already.
 */
import type { Entry } from './act.ts'
import type { Case } from './case.ts'
import type { Actor } from './people.ts'
import { standsDown } from './recusal.ts'
import { sideOf, type Side } from './sides.ts'
import { seenBy } from './visibility.ts'

/** The layers whose people are told of; the Party group, case management and the archive only look on, administrators see no case. */
type Layer = Extract<Side, 'body' | 'review' | 'committee'>
const layers: readonly (Side | null)[] = ['body', 'review', 'committee'] satisfies Layer[]

/** 集中审理 is on: the committee was invited, and has not signed the opinion of its layer yet. */
const jointIsOn = (c: Case): boolean => c.committeeInvitedOn !== null && c.stage !== 'archived' && !c.opinions.some((one) => one.layer === 'workCommittee')

/** Where people of one layer may learn of those of another: of one's own always, of others in joint review only. */
const across: Record<Layer, Record<Layer, 'own' | 'office' | 'named'>> = {
  //           of the body        the review         the committee
  body:      { body: 'own',       review: 'named',   committee: 'office' },
  review:    { body: 'office',    review: 'own',     committee: 'office' },
  committee: { body: 'office',    review: 'named',   committee: 'own' },
}

/** Whether the viewer may learn that the other has this case open. The case and its log are whole; both are asked as they would be for reading. */
export function maySeePresent(viewer: Actor, other: Actor, c: Case, log: readonly Entry[]): boolean {
  if (viewer.personId === other.personId) return false
  const [mine, theirs] = [sideOf[viewer.role], sideOf[other.role]]
  if (!isLayer(mine) || !isLayer(theirs) || c.stage === 'archived') return false
  if (standsDown(c, viewer.personId) || standsDown(c, other.personId) || seenBy(other, c, log) === null) return false
  const seen = seenBy(viewer, c, log)
  if (seen === null) return false
  const how = across[mine][theirs]
  if (how === 'own') return mine !== 'body' || viewer.bodyId === other.bodyId
  return jointIsOn(c) && (how === 'office' || hasOfficeIn(other, c) || isNamedIn(seen.case, other.personId))
}

const isLayer = (side: Side | null): side is Layer => layers.includes(side)

/** Whoever belongs to the case by office, which anybody can look up: all of the reviewing side but reviewers, and leaders of other zones. */
const hasOfficeIn = (who: Actor, c: Case): boolean => who.role !== 'reviewer' && (who.role !== 'groupLeader' || who.zoneId === c.zoneId)

/** Whether the case, as somebody sees it, names this person on its panel, in a joint session or beside an issue. */
const isNamedIn = (seen: Case, personId: string): boolean =>
  seen.panel.some((one) => one.personId === personId && one.leftOn === null) ||
  seen.jointSessions.some((one) => one.participants.some((person) => person.personId === personId)) ||
  seen.jointIssues.some((one) => one.words.some((word) => word.by === personId))
