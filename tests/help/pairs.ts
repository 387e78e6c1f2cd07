/** What is asked for by one person and approved by another: every such pair of steps, and the way to where a case waits between them. */
import type { Role } from '../../src/review/people.ts'
import type { StepName } from '../../src/review/steps/index.ts'
import type { Who } from './city.ts'
import { subject, type World } from './offers.ts'

/** A step, who takes it, and which of the payloads on offer. */
export type Way = readonly (readonly [step: StepName, by: Who, n?: number])[]

/** A case on the Party track alone. */
export const plain: World = { subject, party: 'warning', admin: 'none', crime: false }

const drafted: Way = [['openCase', 'handler']]
const transferred: Way = [...drafted, ['transfer', 'bodyHead']]
const reading: Way = [...transferred, ['accept', 'groupLeader'], ['formPanel', 'groupLeader'], ['signUndertaking', 'lead'], ['signUndertaking', 'reviewer']]
const talked: Way = [...reading, ['requestInterview', 'lead', 1], ['approveInterview', 'leaderInCharge']]
const returning: Way = [...talked, ['conclude', 'lead', 0], ['deliberate', 'groupLeader', 0], ['proposeReturn', 'lead']]
const approving: Way = [...talked, ['conclude', 'lead', 1], ['deliberate', 'groupLeader', 1], ['adopt', 'groupLeader'], ['submitReport', 'lead']]
const disputed: Way = [...approving, ['approveReport', 'officeHead'], ['raiseDispute', 'bodyHead']]

export type Pair = { makes: StepName; approves: StepName; way: Way; maker: Who; approver: Role }
const pair = (makes: StepName, maker: Who, approves: StepName, approver: Role, way: Way): Pair => ({ makes, maker, approves, approver, way })

export const pairs: readonly Pair[] = [
  pair('requestInvolvement', 'handler', 'approveInvolvement', 'leaderInCharge', [...drafted, ['requestInvolvement', 'handler']]),
  pair('requestInvolvement', 'groupLeader', 'approveInvolvement', 'leaderInCharge', [...transferred, ['requestInvolvement', 'groupLeader']]),
  pair('defer', 'groupLeader', 'approveIntake', 'officeHead', [...transferred, ['defer', 'groupLeader']]),
  pair('refuse', 'groupLeader', 'approveIntake', 'officeHead', [...transferred, ['refuse', 'groupLeader']]),
  pair('requestInterview', 'lead', 'approveInterview', 'leaderInCharge', [...reading, ['requestInterview', 'lead']]),
  pair('requestInterview', 'groupLeader', 'approveInterview', 'leaderInCharge', [...reading, ['requestInterview', 'groupLeader']]),
  pair('requestExtension', 'lead', 'approveExtension', 'leaderInCharge', [...reading, ['requestExtension', 'lead']]),
  pair('requestSuspension', 'groupLeader', 'approveSuspension', 'leaderInCharge', [...reading, ['requestSuspension', 'groupLeader']]),
  pair('requestRecusal', 'groupLeader', 'decideRecusal', 'officeHead', [...reading, ['requestRecusal', 'groupLeader']]),
  pair('requestRecusal', 'lead', 'decideRecusal', 'officeHead', [...reading, ['requestRecusal', 'lead', 1]]),
  pair('proposeReturn', 'lead', 'approveReturn', 'officeHead', returning),
  pair('submitReport', 'lead', 'approveReport', 'officeHead', approving),
  pair('conclude', 'reviewer', 'approveReport', 'officeHead', approving),
  pair('deliberate', 'groupLeader', 'approveReport', 'officeHead', approving),
  pair('proposeCorrection', 'handler', 'confirmCorrection', 'groupLeader', [...reading, ['proposeCorrection', 'handler']]),
  pair('raiseDispute', 'bodyHead', 'recordRuling', 'officeHead', disputed),
]
