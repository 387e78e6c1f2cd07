/**
 * 签名、用印: who signs which paper in which capacity, and who reads that it was signed. A signature is bound to the hash of
 * what was signed, so one whose paper has changed since says so. Signing is no step: it moves no case, holds no clock and
 * gives nobody a right, and a page open elsewhere does not go stale by it.
 */
import { replay, type Entry } from './act.ts'
import { blankCase } from './blank.ts'
import type { Case, Refusal } from './case.ts'
import { standsAs, type Party } from './parties.ts'
import { inForce, panelOf, type Actor, type Role } from './people.ts'
import { no } from './refusal.ts'
import { sideOf, type Side } from './sides.ts'
import type { Moment, Scene } from './step.ts'
import { seenFrom, type Seen } from './visibility.ts'

export const signatureKinds = ['signature', 'seal'] as const
export type SignatureKind = (typeof signatureKinds)[number]
export const signatureKindWords: Record<SignatureKind, string> = { signature: '签名', seal: '用印' }

type CapacityRule = { label: string; by: readonly Party[]; role?: Role }

/** In which capacity somebody signs: the parties of whom one has to be theirs, and the role where it has to be that. */
const capacities = {
  handler: { label: '派驻机构经办人', by: ['handler'], role: 'handler' },
  bodyHead: { label: '派驻机构主要负责人', by: ['bodyHead'] },
  /** The organ is none of this system: the body puts on record that its seal was put under the paper. */
  organSeal: { label: '派驻机构主要负责人（登记决定机关用印）', by: ['bodyHead'] },
  announcer: { label: '宣布人', by: ['handler'] },
  groupLeader: { label: '划片小组组长', by: ['groupLeader'] },
  panel: { label: '审理组成员', by: ['panel'] },
  reader: { label: '阅卷人', by: ['reviewing'] },
  interviewer: { label: '谈话人', by: ['reviewing'] },
  attendee: { label: '参加人员', by: ['reviewing'] },
  approver: { label: '批准人', by: ['reviewing'] },
  decider: { label: '决定人', by: ['recusalDecider'] },
  officeHead: { label: '案件审理室主任', by: ['officeHead'] },
  committeeHead: { label: '工委负责人', by: ['committeeHead'] },
  archivist: { label: '档案员', by: ['archivist'] },
} as const satisfies Record<string, CapacityRule>
export type SigningCapacity = keyof typeof capacities
export const capacityWords = Object.fromEntries(Object.entries(capacities).map(([name, { label }]) => [name, label])) as Record<SigningCapacity, string>

/** One who signs: by name, each of them; or, where nobody is named, whoever holds the capacity, one of them. */
export type Signer = { kind: SignatureKind; capacity: SigningCapacity; people: readonly string[] | null }

const signs = (capacity: SigningCapacity, people: readonly (string | null | undefined)[] | null = null): Signer => ({ kind: 'signature', capacity, people: people && [...new Set(people.filter((id) => typeof id === 'string'))] })
const seals = (capacity: SigningCapacity): Signer => ({ kind: 'seal', capacity, people: null })

/** The deciding organ seals: where it is one of this system by whoever leads its office, otherwise the body puts it on record. */
const organ = (c: Case, subjectId: string, track: string | undefined): Signer[] => {
  const decision = c.decisions.find((one) => one.subjectId === subjectId && (track === undefined || one.track === track))
  if (decision === undefined) return []
  return [seals(decision.organ === 'commission' || decision.organ === 'supervisoryCommission' ? 'officeHead' : decision.organ === 'workCommittee' ? 'committeeHead' : decision.organ === 'stationedBody' ? 'bodyHead' : 'organSeal')]
}
/** The part of a key after that of its form, and the place in a list that it begins with. */
const rest = (key: string): string[] => key.split('-').slice(1)
const nth = <One>(list: readonly One[], number: string | undefined): One | undefined => list[Number(number) - 1]

/** `final` says when a paper will say no more than it does: before that nobody is waited for, since what is signed earlier goes stale by the next step. */
type SignerRule = { tag: 'Q' | 'S' | 'M' | 'D'; signers: (c: Case, key: string) => readonly Signer[]; final?: (c: Case, key: string) => boolean }
const outside: SignerRule = { tag: 'D', signers: () => [] }
const ofBody: SignerRule = { tag: 'D', signers: () => [signs('bodyHead'), seals('bodyHead')] }
const ofOrgan = (tag: SignerRule['tag']): SignerRule => ({ tag, signers: (c, key) => organ(c, rest(key)[0] ?? '', rest(key)[1]) })

/**
 * Who signs each form (`law.md` 7.1), the one with most say first; the tag says how sure that is. Empty where only
 * people outside this system sign: of those papers the scanned copy is attached.
 */
export const signers = {
  W01: { tag: 'M', signers: () => [signs('bodyHead'), signs('handler')] },
  W04: { tag: 'D', signers: () => [signs('groupLeader'), seals('groupLeader')] },
  W05: { tag: 'D', signers: (c, key) => { const one = nth(c.involvements, rest(key)[0]); return [signs('approver', [one?.approvedBy ?? one?.rejectedBy])] } },
  W06: { tag: 'S', signers: (_c, key) => [signs('reader', [key.slice('W06-'.length)])] },
  W07: { tag: 'S', signers: (c, key) => {
    const one = nth(c.interviews, rest(key)[0])
    return rest(key)[1] === 'record' ? [signs('interviewer', one?.record?.reviewers ?? [])] : [signs('approver', [one?.approvedBy ?? one?.rejectedBy])]
  } },
  W08: { tag: 'S', signers: (c, key) => {
    const [what, number] = rest(key)
    if (what === 'panel') return [signs('attendee', (nth(c.panelOpinions, number)?.opinions ?? []).map((one) => one.personId))]
    if (what === 'group') return [signs('attendee', nth(c.deliberations, number)?.attendees ?? [])]
    return [signs('attendee', c.jointSessions.flatMap((one) => one.participants.filter(({ layer }) => layer === 'zone').map(({ personId }) => personId)))]
  } },
  W09: { tag: 'M', signers: (c, key) => [signs('approver', [nth(c.returns, rest(key)[0])?.approvedBy]), signs('groupLeader'), signs('panel', panelOf(c)), seals('groupLeader')] },
  W10: { tag: 'M', signers: () => [signs('bodyHead'), signs('handler')], final: (c, key) => (nth(c.returns, rest(key)[0])?.answeredOn ?? null) !== null },
  W11: { tag: 'S', signers: (c) => [signs('groupLeader'), signs('panel', panelOf(c))], final: (c) => (c.report?.approvedBy ?? null) !== null },
  W12: { tag: 'S', signers: () => [signs('officeHead'), seals('officeHead')] },
  W13: ofBody,
  W14: { tag: 'Q', signers: (_c, key) => { const by = rest(key)[0] === 'zone' ? 'groupLeader' : 'committeeHead'; return [signs(by), seals(by)] } },
  W15: ofBody,
  W16: outside,
  W17: ofOrgan('S'),
  W18: ofOrgan('Q'),
  W19: ofOrgan('S'),
  W20: ofOrgan('S'),
  W21: { tag: 'S', signers: () => [signs('handler')] },
  W22: { tag: 'S', signers: (c, key) => [signs('announcer', nth(c.announcements, rest(key)[0])?.announcers ?? [])] },
  W23: ofOrgan('S'),
  W24: outside,
  W25: ofBody,
  W26: ofBody,
  W27: outside,
  W28: outside,
  W29: { tag: 'D', signers: (c, key) => { const one = nth(c.recusals, rest(key)[0]); return [signs('decider', [one?.approvedBy ?? one?.rejectedBy])] } },
  W30: { tag: 'S', signers: () => [signs('archivist')] },
} as const satisfies Record<string, SignerRule>
export type SignedForm = keyof typeof signers
const ruleOf = (form: SignedForm): SignerRule => signers[form]

/** A paper as it can be signed: `hash` is of everything, `content` of all but its key, which sides may count differently; `text` gives the same hash. */
export type MadePaper = { form: SignedForm; key: string; title: string; hash: string; content: string; text: string }
/** Makes the papers of a case as a side sees it; `reads` says which forms a side is shown at all; `under` gives what was signed under another key, with the hash that it has then. */
export type PaperMaker = { of: (seen: Seen) => MadePaper[]; reads: (form: SignedForm, side: Side) => boolean; under: (text: string, key: string) => Pick<MadePaper, 'text' | 'hash'> }

/** 签名、用印. `version` is how long the log of the case was. */
export type Signature = {
  id: string
  caseId: string
  form: SignedForm
  key: string
  hash: string
  content: string
  kind: SignatureKind
  capacity: SigningCapacity
  version: number
  by: string
  role: Role
  at: string
}

/** A signature as a side reads it: under the key the side knows the paper by, and whether that paper says something else by now, or is no more. `kept` is the hash under which its text is kept. */
export type Signed = Signature & { stale: boolean; kept: string }

/** What somebody still has to sign; without people where any one who holds the capacity will do. */
export type Need = { kind: SignatureKind; capacity: SigningCapacity; people: readonly string[] }

const sameContent = (paper: MadePaper) => (one: Signature): boolean => one.form === paper.form && one.content === paper.content
/** Whether a signature is on this paper as it stands. */
const isOn = (paper: MadePaper) => (one: Signed): boolean => one.key === paper.key && sameContent(paper)(one)

/** 定稿: whether a paper is as it will be signed; before that the next step of the case still writes into it. */
export const isFinal = (c: Case, { form, key }: Pick<MadePaper, 'form' | 'key'>): boolean => ruleOf(form).final?.(c, key) ?? true

/** Who still has to sign a paper as it stands; nobody while it is not final. `c` and `signed` are what the one asking sees. */
export function needsOf(c: Case, paper: MadePaper, signed: readonly Signed[]): Need[] {
  const now = signed.filter(isOn(paper))
  return !isFinal(c, paper) ? [] : ruleOf(paper.form).signers(c, paper.key).flatMap(({ kind, capacity, people }): Need[] => {
    if (people === null) return now.some((one) => one.kind === kind && one.capacity === capacity) ? [] : [{ kind, capacity, people: [] }]
    const left = people.filter((id) => !now.some((one) => one.kind === kind && one.by === id))
    return left.length === 0 ? [] : [{ kind, capacity, people: left }]
  })
}

/** Whether somebody signed what the paper no longer says, and has not signed it anew. */
export const goneStale = (paper: MadePaper, signed: readonly Signed[]): boolean =>
  signed.some((one) => one.key === paper.key && one.stale && !signed.some((other) => other.by === one.by && other.kind === one.kind && isOn(paper)(other)))

/** Which kinds of signature a form asks for inside this system. */
export const kindsOn = (c: Case, { form, key }: Pick<MadePaper, 'form' | 'key'>): SignatureKind[] => signatureKinds.filter((kind) => ruleOf(form).signers(c, key).some((one) => one.kind === kind))

/** How sure it is that these are the people who sign, in words; only the first is the wording of a rule. */
export const signersSource = (form: SignedForm): string => ({ Q: '依据规定原文', S: '依据公开文章的转述', M: '依据待核', D: '系统设定，非法定' })[ruleOf(form).tag]

/** The capacity in which somebody would sign this paper, or why not. `c` and `signed` are what they see. */
export function capacityFor(c: Case, paper: MadePaper, kind: SignatureKind, signed: readonly Signed[], who: Actor, moment: Moment): { capacity: SigningCapacity } | { refusal: Refusal } {
  const all = ruleOf(paper.form).signers(c, paper.key).filter((one) => one.kind === kind)
  const word = signatureKindWords[kind]
  if (all.length === 0) return { refusal: no('SIGNED_OUTSIDE', `“${paper.title}”不在系统内${word}，请签署后附上扫描件`, 'R-500-signing', 'kind') }
  const scene: Scene = { ...moment, who, day: moment.on }
  const own = all.find(({ capacity, people }) => stands(capacity, who, c, scene) && (people === null || people.includes(who.personId)))
  if (!own) return { refusal: no('NOT_YOURS', `您不能在“${paper.title}”上${word}，应由${all.map(({ capacity }) => capacityWords[capacity]).join('、')}${word}`, 'R-500-signing') }
  if (signed.some((one) => one.kind === kind && one.by === who.personId && isOn(paper)(one))) return { refusal: no('SIGNED_BEFORE', `您已经在这份内容上${word}，内容变了才需要重新${word}`) }
  // Whoever holds no post any more is not waited for.
  const inOffice = (id: string): boolean => moment.roster.person(id)?.posts.some((post) => inForce(post, moment.on)) ?? false
  const first = kind === 'seal' ? needsOf(c, paper, signed).filter((one) => one.kind === 'signature' && (one.people.length === 0 || one.people.some(inOffice))) : []
  if (first.length > 0) return { refusal: no('SIGN_FIRST', `先签名后用印：还有${first.map(({ capacity }) => capacityWords[capacity]).join('、')}没有签名`, 'R-500-signing') }
  return { capacity: own.capacity }
}

function stands(capacity: SigningCapacity, who: Actor, c: Case, scene: Scene): boolean {
  const { by, role }: CapacityRule = capacities[capacity]
  return (role === undefined || who.role === role) && standsAs(by, who, c, scene)
}

/** What was written on one side, when the log was so long. */
export type Written = { side: Side; form: SignedForm; key: string; version: number }
/** By which key a side has ever read what stood on a paper then; null where it never did. */
export type Eyes = (written: Written, side: Side) => string | null

/**
 * Who could ever read a paper as it stood: its own side always; another from the first step on after which the paper it
 * sees says the same. So a draft that was signed and never handed over is hidden with its signature, and what was once
 * seen stays seen. Both are made from the log by the forms of today, which need not be those of then.
 */
export function eyesOn({ case: { id, commission }, log }: { case: Case; log: readonly Entry[] }, momentOf: Parameters<typeof replay>[2], papers: PaperMaker): Eyes {
  const cases: Case[] = [blankCase({ id, commission, number: '', zoneId: '' })]
  const made = new Map<string, MadePaper[]>()
  const papersAt = (side: Side, version: number): MadePaper[] => {
    const name = `${side} ${version}`
    const known = made.get(name)
    if (known) return known
    for (let n = cases.length; n <= version; n++) cases.push(replay(cases[n - 1] as Case, log.slice(n - 1, n), momentOf))
    const fresh = papers.of(seenFrom(side, cases[version] as Case, log.slice(0, version)))
    made.set(name, fresh)
    return fresh
  }
  return ({ side: own, form, key, version }, side) => {
    if (side === own) return key
    if (!papers.reads(form, side)) return null
    const said = papersAt(own, version).find((one) => one.key === key)
    if (!said) return null
    for (let at = version; at <= log.length; at++) {
      const same = papersAt(side, at).filter((one) => one.form === form && one.content === said.content)
      if (same[0]) return (same.find((one) => one.key === key) ?? same[0]).key
    }
    return null
  }
}

/** The signatures that a side reads, oldest first. Members of a panel are not told to whom the panel is not. */
export function signedFor(side: Side, { case: seen }: Seen, now: readonly MadePaper[], all: readonly Signature[], eyes: Eyes): Signed[] {
  return all.flatMap((one): Signed[] => {
    const own = sideOf[one.role]
    if (own === null || (own !== side && one.capacity === 'panel' && !seen.panel.some(({ personId }) => personId === one.by))) return []
    const same = own === side ? [] : now.filter((paper) => sameContent(paper)(one))
    const key = (same.find((paper) => paper.key === one.key) ?? same[0])?.key ?? eyes({ side: own, form: one.form, key: one.key, version: one.version }, side)
    return key === null ? [] : [{ ...one, key, kept: one.hash, stale: !now.some((paper) => paper.key === key && sameContent(paper)(one)) }]
  })
}
