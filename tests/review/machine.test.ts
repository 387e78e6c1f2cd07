import { beforeAll, describe, expect, it } from 'vitest'
import { transition } from 'xstate'
import { act, openSteps } from '../../src/review/act.ts'
import { blankCase } from '../../src/review/blank.ts'
import { ends, isEnd, stages, type Case, type Refusal } from '../../src/review/case.ts'
import { brokenBy } from '../help/holds.ts'
import { invariants } from '../../src/review/invariants.ts'
import { caseMachine, holderOf, leadsOn, stageAfter, stepsFrom } from '../../src/review/machine.ts'
import type { Actor } from '../../src/review/people.ts'
import { standsAs } from '../../src/review/parties.ts'
import { stepNames, steps, type StepName } from '../../src/review/steps/index.ts'
import type { Guard, Scene, Step } from '../../src/review/step.ts'
import { commission, doubles, moment, momentOn, who } from '../help/city.ts'
import { everybody, explore, type Walked } from '../help/explore.ts'
import { mutantsOf } from '../help/mutants.ts'
import { careless, faultyCases, offers, subject, type World } from '../help/offers.ts'

const early: StepName[] = ['askConsultation', 'answerConsultation', 'requestInvolvement', 'approveInvolvement', 'rejectInvolvement', 'recordInvolvement']
const joint: StepName[] = ['inviteCommittee', 'recordJointSession', 'raiseJointIssue', 'answerJointIssue']
const corrections: StepName[] = ['proposeCorrection', 'confirmCorrection', 'rejectCorrection']
const pauses: StepName[] = ['requestExtension', 'approveExtension', 'rejectExtension', 'requestSuspension', 'approveSuspension', 'rejectSuspension', 'resume']
const staffing: StepName[] = ['changePanel', 'appointDeputy']
const recusals: StepName[] = ['requestRecusal', 'decideRecusal', 'liftRecusal', 'keepEarlierWork', 'repeatEarlierWork']
const checks: StepName[] = ['answerCheck', 'raiseCheck', 'settleCheck']
const disputes: StepName[] = ['raiseDispute', 'recordRuling']

/** Each world is one kind of case, walked with some of the side steps; together they cover every step. Recusal goes first: its guards stand in most steps, and fall in no other world. */
const worlds: Record<string, { world: World; leaveOut: StepName[] }> = {
  '路径 N，回避': { world: { subject, party: 'exempt', admin: 'none', crime: false, plain: true }, leaveOut: [...checks, 'classify', ...early, ...joint, ...pauses, ...corrections, ...disputes, 'note', 'appointDeputy', 'rejectInterview', 'rejectReturn', 'withdraw', 'defer', 'refuse'] },
  '路径 A，集中审理': { world: { subject: { ...subject, rank: '副处级' }, party: 'seriousWarning', admin: 'majorDemerit', crime: false }, leaveOut: [...checks, 'classify', ...recusals, ...early, ...corrections, ...pauses, ...staffing, 'note'] },
  '路径 B，提前沟通和介入': { world: { subject, party: 'removal', admin: 'dismissal', crime: false }, leaveOut: [...checks, 'classify', ...recusals, ...joint, ...pauses, ...staffing, ...disputes, ...corrections] },
  '路径 B，涉嫌犯罪，核对发现': { world: { subject, party: 'expulsion', admin: 'discharge', crime: true }, leaveOut: ['classify', ...recusals, ...early, ...joint, ...pauses, ...staffing, ...corrections, ...disputes, 'note'] },
  '路径 C，更正笔误': { world: { subject: { ...subject, rank: '事业单位管理岗八级' }, party: 'warning', admin: 'none', crime: false }, leaveOut: [...checks, ...recusals, ...early, ...joint, ...pauses, ...staffing, ...disputes, 'note'] },
  '路径 C+，争议': { world: { subject: { ...subject, rank: '事业单位管理岗九级' }, party: 'expulsion', admin: 'discharge', crime: false }, leaveOut: [...checks, 'classify', ...recusals, ...early, ...joint, ...pauses, ...staffing, ...corrections, 'note'] },
  '路径 D，延长和中止': { world: { subject: { ...subject, partyMember: false, partyPost: null }, party: 'none', admin: 'demerit', crime: false }, leaveOut: [...checks, 'classify', ...recusals, ...early, ...joint, ...staffing, ...corrections, ...disputes, 'note'] },
  '路径 N，调整审理组': { world: { subject, party: 'exempt', admin: 'none', crime: false }, leaveOut: [...checks, 'classify', ...early, ...joint, ...pauses, ...corrections, ...disputes, ...recusals, 'note'] },
}

const walks = new Map<string, Walked>()
beforeAll(() => {
  for (const [name, { world, leaveOut }] of Object.entries(worlds)) walks.set(name, explore(world, leaveOut))
}, 1_200_000)

const sceneFor = (actor: Actor, day = moment.on): Scene => ({ ...moment, who: actor, day })

describe('the lifecycle', () => {
  it('knows every stage, and every step has a place in it', () => {
    expect(Object.keys(caseMachine.states).toSorted()).toEqual(stages.toSorted())
    expect(stepNames.filter((name) => !stages.some((stage) => leadsOn(stage, name)))).toEqual([])
    expect(stages.flatMap(stepsFrom).filter((name) => !stepNames.includes(name))).toEqual([])
    for (const end of ends) expect(stepsFrom(end)).toEqual([])
  })

  it('leads where XState says, also where it is not asked because one way alone leads on', () => {
    const [walked] = walks.values()
    const c = [...(walked?.nodes.values() ?? [])].at(-1)?.c
    if (!c) throw new Error('nothing was walked')
    for (const stage of stages)
      for (const name of stepsFrom(stage)) {
        const at = { ...c, stage }
        const [next] = transition(caseMachine, caseMachine.resolveState({ value: stage, context: { c: at, policy: moment.policy } }), { type: name })
        expect([stage, name, stageAfter(at, name, moment.policy)]).toEqual([stage, name, next.value])
      }
  })

  it('keeps every invariant on every walk', () => {
    const broken = [...walks].flatMap(([name, walked]) => walked.broken.map(({ invariant, log }) => `${name}: ${invariant} after ${log.map((entry) => entry.step).join(' ')}`))
    expect(broken.slice(0, 5)).toEqual([])
  })

  it('reaches every stage, takes every step, and prints what it covered', () => {
    const nodes = [...walks.values()].flatMap((walked) => [...walked.nodes.values()])
    const taken = new Set(nodes.flatMap((node) => node.next.map((edge) => edge.step)))
    const pairs = new Set<string>()
    for (const stage of new Set(nodes.map(({ c }) => c.stage))) for (const step of stepsFrom(stage)) for (const [name] of everybody) pairs.add(`${stage} ${step} ${name}`)
    expect(stages.filter((stage) => !nodes.some((node) => node.c.stage === stage))).toEqual([])
    expect(stepNames.filter((name) => !taken.has(name))).toEqual([])
    const transitions = [...walks.values()].reduce((sum, walked) => sum + walked.transitions, 0)
    console.info(`生命周期穷举：${nodes.length} 个状态，${transitions} 次转换，${pairs.size} 个阶段×步骤×人的组合，${Object.keys(worlds).length} 类案件`)
    expect(nodes.length).toBeGreaterThan(1000)
  }, 120_000)

  it('lets every open case reach an end without leaving by a side door', () => {
    for (const [name, { nodes }] of walks) {
      const back = new Map<string, string[]>()
      for (const [key, node] of nodes) for (const edge of node.next) if (!['escalate', 'handOver'].includes(edge.step)) back.set(edge.to, [...(back.get(edge.to) ?? []), key])
      const good = new Set([...nodes].filter(([, node]) => isEnd(node.c.stage)).map(([key]) => key))
      for (const queue = [...good]; queue.length > 0; ) for (const key of back.get(queue.pop() ?? '') ?? []) if (!good.has(key)) { good.add(key); queue.push(key) }
      const stuck = [...nodes].filter(([key]) => !good.has(key)).map(([key, node]) => `${key} after ${node.log.slice(-12).map((entry) => entry.step).join(' ')}`)
      expect({ name, stuck: stuck.slice(0, 3) }).toEqual({ name, stuck: [] })
    }
  })

  it('gives the same case again when its log is replayed', () => {
    for (const [name, { bent }] of walks) expect({ name, bent: bent.map((log) => log.map((entry) => entry.step).join(' ')) }).toEqual({ name, bent: [] })
  })

  it('has exactly one party that must act on every open case', () => {
    for (const { nodes } of walks.values()) for (const { c } of nodes.values()) expect(holderOf(c, moment.policy) === null).toBe(isEnd(c.stage))
  })

  it('never lets a person act outside the capacity held, and says who can', () => {
    const never: (keyof typeof who)[] = ['otherHandler', 'otherBodyHead', 'otherContact', 'otherGroupLeader', 'homeReviewer', 'borrowedInvestigator', 'caseManager', 'qualityReviewer', 'systemAdmin', 'securityAdmin', 'auditAdmin']
    for (const [name, { nodes }] of walks) {
      const { world } = worlds[name]!
      const seen = new Map<string, number>()
      for (const { c } of nodes.values()) {
        if (c.version === 0) continue
        seen.set(c.stage, (seen.get(c.stage) ?? 0) + 1)
        if ((seen.get(c.stage) ?? 0) > 60) continue
        for (const step of stepsFrom(c.stage)) {
          const payload = offers(c, step, world)[0]
          if (step === 'openCase' || payload === undefined) continue
          for (const outsider of never) {
            const outcome = act(c, step, payload, who[outsider], moment)
            if (!('refusals' in outcome) || outcome.refusals[0]?.code !== 'NOT_YOURS') throw new Error(`${outsider} may ${step} at ${c.stage}`)
            expect(outcome.refusals[0].message).toContain('应由')
          }
        }
      }
    }
  }, 600_000)

  it('shows the reason on every closed button, and no reason on an open one', () => {
    for (const { nodes } of walks.values()) {
      for (const { c } of [...nodes.values()].slice(0, 200)) {
        for (const [, actor] of everybody.slice(0, 12)) {
          for (const button of openSteps(c, actor, moment)) {
            if (button.closedBecause) expect(button.closedBecause.message.length).toBeGreaterThan(3)
            else expect(standsAs(steps[button.step].by, actor, c, sceneFor(actor))).toBe(true)
          }
        }
      }
    }
  })
})

describe('every guard', () => {
  const nameOf = (step: StepName, guard: Guard<never>, n: number) => `${step}.${guard.name}#${n}`
  const guardsOf = (step: StepName) => steps[step].guards as readonly Guard<never>[]

  it('serves a named invariant, which falls when the guard is taken away', () => {
    const tried = new Map<string, number>()
    const wanted = new Set(stepNames.flatMap((step) => guardsOf(step).map((guard, n) => nameOf(step, guard, n))))
    for (const [name, { nodes }] of walks) {
      const { world } = worlds[name]!
      for (const node of nodes.values()) {
        for (const step of stepsFrom(node.c.stage)) {
          const missing = guardsOf(step).map((guard, n) => ({ guard, id: nameOf(step, guard, n) })).filter(({ id }) => wanted.has(id))
          const place = `${name} ${step} ${node.c.stage}`
          const times = (tried.get(place) ?? 0) + 1
          if (missing.length === 0 || times > 400) continue
          tried.set(place, times)
          tryToFell(node.c, node.log, step, world, wanted, times % 100 === 1)
        }
      }
    }
    expect([...wanted].map((id) => `${id} (${serves(id)})`)).toEqual([])
  }, 1_200_000)

  const serves = (id: string) => {
    const [step, rest] = id.split('.') as [StepName, string]
    const serving = guardsOf(step)[Number(rest.split('#')[1])]?.serves
    return serving ? invariants[serving] : '?'
  }

  /** Looks for a payload, on this case or on one whose package has a fault, that this guard alone refuses. */
  function tryToFell(c: Case, log: Walked['broken'][number]['log'], step: StepName, world: World, wanted: Set<string>, faultyPackages: boolean) {
    const definition = steps[step] as unknown as Step<object>
    const variants = [c, ...faultyCases(c), ...(faultyPackages && needsPackage(step, wanted) ? mutantsOf(c.package).map((handed) => ({ ...c, package: handed })) : [])]
    for (const start of variants) {
      for (const actor of [...everybody.map(([, one]) => one), ...doubles]) {
        const scene = sceneFor(actor)
        if (!safely(() => standsAs(definition.by, actor, start, scene))) continue
        const good = safely(() => offers(start, step, world)) ?? []
        for (const payload of [...(start === c ? good.flatMap((one) => [one, ...mutantsOf(one)]) : good), ...(safely(() => careless(start, step, world)) ?? [])]) {
          const refusing = safely(() => definition.guards.flatMap((guard, n) => (guard.refuse(start, payload, scene).length > 0 ? [{ guard, n }] : [])))
          const only = refusing?.[0]
          if (!refusing || refusing.length !== 1 || !only) continue
          const id = nameOf(step, only.guard as Guard<never>, only.n)
          if (wanted.has(id) && felled(start, log, step, payload, scene, only.guard)) wanted.delete(id)
        }
      }
    }
  }

  const needsPackage = (step: StepName, wanted: Set<string>) => ['transfer', 'accept', 'requestInterview', 'submitReport', 'holdBodyMeeting', 'recordDecision', 'refer'].includes(step) && [...wanted].some((id) => id.startsWith(`${step}.`))

  function felled(c: Case, log: Walked['broken'][number]['log'], step: StepName, payload: object, scene: Scene, guard: Guard<object>): boolean {
    const after = safely(() => {
      const changed = (steps[step] as unknown as Step<object>).apply(c, payload, scene)
      return { ...changed, stage: stageAfter(changed, step, scene.policy), version: c.version + 1, since: c.since ?? scene.day }
    })
    const template = log.at(-1)
    if (!after) return false
    // It must fall by this step, not lie broken before it.
    if (safely(() => brokenBy({ before: c, c, log: [...log, { ...(template ?? emptyEntry), version: log.length + 1, step: 'editDraft', payload: {} }], moment }))?.includes(guard.serves) && guard.serves !== 'trace') return false
    const entry = { ...(template ?? emptyEntry), version: after.version, step, from: c.stage, to: after.stage, by: scene.who.personId, role: scene.who.role, bodyId: scene.who.bodyId, zoneId: scene.who.zoneId, on: scene.day, writtenOn: scene.on, payload }
    return safely(() => brokenBy({ before: c, c: after, log: [...log, entry], moment }))?.includes(guard.serves) ?? false
  }

  const emptyEntry = { version: 0, step: 'openCase' as StepName, from: 'drafting' as const, to: 'drafting' as const, by: '', role: 'handler' as const, bodyId: null, zoneId: null, on: moment.on, writtenOn: moment.on, at: moment.at, basis: { document: '', article: '', tag: 'D' as const, rule: '' }, payload: {} }

  function safely<Value>(work: () => Value): Value | null {
    try { return work() } catch { return null }
  }
})

describe('the day of a step', () => {
  const drafted = () => {
    const outcome = act(blankCase({ id: 'c1', commission, number: '', zoneId: 'Z3' }), 'openCase', offers(blankCase({ id: 'c1', commission, number: '', zoneId: 'Z3' }), 'openCase', worlds['路径 A，集中审理']!.world)[0]!, who.handler, moment)
    if ('refusals' in outcome) throw new Error('could not open')
    return outcome.case
  }
  const codes = (refusals: Refusal[]) => refusals.map((one) => one.code)

  it.each([
    ['that does not exist', '2026-02-30', 'NO_SUCH_DAY'],
    ['in the future', '2026-03-03', 'DAY_IN_FUTURE'],
    ['before the case came to its stage', '2026-03-01', 'DAY_TOO_EARLY'],
  ])('is refused for a day %s', (_name, on, code) => {
    const outcome = act(drafted(), 'transfer', { on }, who.bodyHead, moment)
    expect('refusals' in outcome && codes(outcome.refusals)).toContain(code)
  })

  it('is kept beside the day of writing', () => {
    const later = momentOn('2026-03-09')
    expect(act(drafted(), 'transfer', { on: '2026-03-06' }, who.bodyHead, later)).toMatchObject({ entry: { on: '2026-03-06', writtenOn: '2026-03-09' }, case: { transferredOn: '2026-03-06' } })
  })
})
