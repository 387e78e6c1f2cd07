/** The mutation of each thing that an administrator asks for or does: what the build makes forms of, and the API names as open. */
import type { GrantAct } from '../store/open-grants.ts'

export const grantMutations = {
  appoint: 'proposeAppointment', move: 'proposeMove', end: 'proposeEnd', deputise: 'proposeDeputy', help: 'proposeHelp', clear: 'proposeClearance', release: 'proposeInterestRelease', rehome: 'proposeHomeBody', leave: 'proposeDeparture',
  place: 'proposePlacement', openAccount: 'proposeAccount', resetAccount: 'proposeReset', resetFactor: 'proposeFactorReset', linkSubject: 'proposeSubjectLink', unlinkSubject: 'proposeSubjectUnlink', unlock: 'proposeUnlock', resume: 'proposeResumption',
  addPerson: 'addPerson', addBody: 'addBody', addZone: 'addZone', suspendAccount: 'suspendAccount', declareInterest: 'declareInterest',
} as const satisfies Record<GrantAct, string>
