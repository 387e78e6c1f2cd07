/** How one world differs from another: in one story, by one kind of change. */
import type { StepName } from '../../src/review/steps/index.ts'
import { panelOf } from '../../src/review/people.ts'
import { who } from '../help/city.ts'
import type { Cast } from './city.ts'
import { storyOf, toldOf, type Filing, type Line, type Plot, type Story } from './stories.ts'

/** The story otherwise, or null where this change cannot be made of it. An empty list of lines means that the case is not there. */
export type Change = { name: string; change: (story: Story) => Story | null }

const words = (line: Line, key: string): Line => ({ ...line, payload: JSON.parse(JSON.stringify(line.payload).replaceAll(`·${key}s`, `·z${key}s`)) as object })

/** Other words in what these steps say. */
const said = (name: string, ...steps: StepName[]): Change => ({
  name: `other words: ${name}`,
  change: (story) => (story.lines.some(({ step }) => steps.includes(step)) ? whole({ ...story, lines: story.lines.map((line) => (steps.includes(line.step) ? words(line, story.key) : line)) }) : null),
})

/** One of these steps left out, the last that the story does without. */
const without = (name: string, ...runs: (readonly StepName[])[]): Change => ({
  name: `never done: ${name}`,
  change: (story) => {
    for (const run of runs)
      for (let n = story.lines.length - run.length; n > 0; n--) {
        if (!run.every((step, at) => story.lines[n + at]?.step === step)) continue
        const made = whole({ ...story, lines: story.lines.toSpliced(n, run.length) })
        if (made) return made
      }
    return null
  },
})

const whole = (story: Story): Story | null => (toldOf(story) ? story : null)

export const changes: readonly Change[] = [
  { name: 'the case is not there', change: (story) => ({ ...story, lines: [] }) },
  { name: 'everything is said otherwise', change: (story) => whole({ ...story, lines: story.lines.map((line) => words(line, story.key)) }) },
  { name: 'the case has not come as far', change: (story) => ({ ...story, lines: story.lines.slice(0, Math.ceil(story.lines.length * 0.6)) }) },
  { name: 'the case is still a draft', change: (story) => ({ ...story, lines: story.lines.slice(0, 1) }) },
  { name: 'another case under the same number', change: (story) => whole(storyOf(4711, { key: story.key, cast: story.cast, number: story.number, length: 12 })) },
  said('notes', 'note'),
  said('what reviewers raised', 'raiseCheck', 'settleCheck'),
  said('answers of the body to checks', 'answerCheck'),
  said('the panel', 'conclude', 'deliberate', 'recordInterview', 'requestInterview'),
  said('the report', 'submitReport'),
  said('a return', 'proposeReturn'),
  said('answers', 'answerOutline'),
  said('the draft', 'openCase', 'editDraft'),
  said('the body among itself', 'holdBodyMeeting'),
  said('the Party group and the branch', 'recordPartyGroupView', 'recordBranchMeeting', 'skipBranchMeeting'),
  said('the committee', 'signCommitteeOpinion', 'recordJointSession', 'raiseJointIssue', 'answerJointIssue', 'inviteCommittee'),
  said('questions and requests', 'askConsultation', 'answerConsultation', 'requestInvolvement', 'rejectInvolvement', 'recordInvolvement', 'requestExtension', 'rejectExtension', 'requestSuspension', 'rejectSuspension', 'proposeCorrection', 'rejectCorrection'),
  said('the decision', 'recordDecision', 'giveNotice', 'announce', 'serve', 'recordExecution', 'reportExecution', 'archive'),
  without('a note', ['note']),
  without('what was raised', ['raiseCheck']),
  without('an answer of the body to a check', ['answerCheck']),
  without('a request that was rejected', ['requestExtension', 'rejectExtension'], ['requestInterview', 'rejectInterview'], ['requestSuspension', 'rejectSuspension'], ['proposeCorrection', 'rejectCorrection'], ['requestInvolvement', 'rejectInvolvement']),
  without('a request that waits', ['requestExtension'], ['proposeCorrection'], ['requestInterview']),
  without('a draft of an answer', ['answerOutline']),
  without('an edit of the draft', ['editDraft']),
  without('a deputy', ['appointDeputy']),
  without('a joint session', ['recordJointSession']),
  { name: 'it is classified', change: (story) => classified(story) },
  { name: 'a file hangs on the draft', change: (story) => withFile(story, ({ step }) => step === 'openCase', { place: 'package', volume: 'material' }) },
  { name: 'a file of the review among itself', change: (story) => withFile(story, ({ step }) => step === 'conclude' || step === 'note', { place: 'internal', volume: 'review' }) },
  { name: 'a paper of the group is signed', change: (story) => withSigned(story, 'deliberate', 'W08-group-1') },
  { name: 'a draft of answers is signed', change: (story) => withSigned(story, 'answerOutline', 'W10-1') },
  { name: 'a scanned copy of a paper of the group', change: (story) => withFile(story, ({ step }) => step === 'deliberate', { place: 'reviewPaper', volume: 'review', item: 'W08-group-1' }) },
  { name: 'others may read what is archived', change: (story) => opened(story) },
]

/** The story with a file that whoever took such a step attached right after it. */
export function withFile(story: Story, at: (line: Line) => boolean, where: Pick<Filing, 'place' | 'volume'> & { item?: string }): Story | null {
  const after = story.lines.findIndex(at)
  const line = story.lines[after]
  return line ? { ...story, files: [...(story.files ?? []), { item: '', ...where, after, by: line.by, title: `附件·${story.key}s95n${story.files?.length ?? 0}` }] } : null
}

/** The story in which whoever took the first such step signs a paper right after it. */
export function withSigned(story: Story, step: Line['step'], key: string): Story | null {
  const after = story.lines.findIndex((line) => line.step === step)
  const line = story.lines[after]
  return line ? { ...story, signed: [...(story.signed ?? []), { after, by: line.by, key }] } : null
}

/** The archived story with a leave for one of the panel, and a request of somebody of the body that still waits. */
export function opened(story: Story): Story | null {
  const told = toldOf(story)
  const [reviewer] = told ? panelOf(told.c) : []
  if (told?.c.stage !== 'archived' || reviewer === undefined) return null
  return { ...story, leaves: [{ personId: reviewer, purpose: `查阅·${story.key}s90n1`, granted: true }, { personId: told.log[0]!.by, purpose: `查阅·${story.key}s90n2`, granted: false }] }
}

/** The story with a level at its end that nobody in this city is cleared for. */
export const classified = (story: Story): Story | null => {
  const last = story.lines.at(-1)
  if (!last || toldOf(story)?.c.stage === 'archived') return null
  return whole({ ...story, lines: [...story.lines, { step: 'classify', payload: { level: 'confidential', years: 10, reason: `定密·${story.key}s99` }, by: who.leaderInCharge, on: last.on, at: `${last.on}T03:00:00.000Z` }] })
}

/** Stories of these casts, found by their seeds, until each change can be made of one of them. */
export function fitting(casts: readonly Cast[], seeds: number, plot: Partial<Plot> = {}): Story[] {
  const chosen: Story[] = []
  const covered = new Set<string>()
  for (let seed = 0; seed < seeds && covered.size < changes.length; seed++) {
    const cast = casts[chosen.length % casts.length]!
    const story = storyOf(seed, { key: `f${chosen.length + 1}`, cast, number: `划审${cast === 'own' || cast === 'joint' ? '三' : '一'}〔2026〕${chosen.length + 11}号`, asides: 3, length: 45, ...plot })
    const fresh = changes.filter((one) => !covered.has(one.name) && one.change(story) !== null)
    if (fresh.length === 0 || (chosen.length >= casts.length && fresh.length < 1)) continue
    fresh.forEach(({ name }) => covered.add(name))
    chosen.push(story)
  }
  return chosen
}
