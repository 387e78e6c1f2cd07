import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, isScalarType, isSpecifiedScalarType, isUnionType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../src/api/errors.ts'
import { printedSchema, schema } from '../../src/api/schema.ts'
import { stages } from '../../src/review/case.ts'
import { stepNames } from '../../src/review/steps/index.ts'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const filesOfSteps = (floor: 'review' | 'api') => readdirSync(join(root, 'src', floor, 'steps')).filter((file) => file !== 'index.ts').sort()
const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__') && !(isScalarType(type) && isSpecifiedScalarType(type)))

/** Everything in the schema that has a description, by its place. */
const described = types.flatMap((type) => {
  const parts: [place: string, description: string | null | undefined][] = [[type.name, type.description]]
  if (isObjectType(type) || isInterfaceType(type))
    for (const field of Object.values(type.getFields())) parts.push([`${type.name}.${field.name}`, field.description], ...field.args.map((arg): [string, string | null | undefined] => [`${type.name}.${field.name}(${arg.name})`, arg.description]))
  if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) parts.push([`${type.name}.${field.name}`, field.description])
  if (isEnumType(type)) for (const value of type.getValues()) parts.push([`${type.name}.${value.name}`, value.description])
  return parts
})

describe('the schema', () => {
  it('is the one kept in schema.graphql (npm run -s huapian -- schema writes it)', () => {
    expect(read('schema.graphql')).toBe(printedSchema())
  })

  it('says in Chinese what everything in it is', () => {
    expect(described.filter(([, description]) => !/\p{Script=Han}/u.test(description ?? '')).map(([place]) => place)).toEqual([])
    expect(described.length).toBeGreaterThan(1000)
  })

  it('has a mutation for every step, in the file of the same name', () => {
    expect(filesOfSteps('api')).toEqual(filesOfSteps('review'))
    const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {})
    expect(stepNames.filter((name) => !mutations.includes(name))).toEqual([])
    expect(mutations.filter((name) => !(stepNames as string[]).includes(name)).sort()).toEqual([
      'abandonQualityCheck', 'actAs', 'activateFactor', 'addBody', 'addMeetingItem', 'addPerson', 'addZone', 'answerQuality', 'approveGrant', 'callMeeting', 'cancelMeeting', 'changeMeeting', 'changePassword', 'closeMeeting', 'closeQualityCheck', 'confirm', 'confirmPolicy', 'declareInterest', 'drawQualityCases', 'dropLedgerView', 'dropStepDraft', 'endSession', 'feedBackQuality', 'fixQualityGrades', 'formQualityTeam', 'giveCode', 'grantLeave', 'judgeQualityAnswer', 'keepStepDraft', 'makeCalendarFeed', 'markRead', 'offerFactor', 'openMeetingItem', 'planQualityCheck', 'postponeMeetingItem', 'proposeAccount', 'proposeAppointment', 'proposeClearance', 'proposeDeparture', 'proposeDeputy', 'proposeEnd', 'proposeFactorReset', 'proposeHelp', 'proposeHomeBody', 'proposeInterestRelease', 'proposeMove', 'proposePlacement', 'proposePolicy', 'proposeReset', 'proposeResumption', 'proposeSubjectLink', 'proposeSubjectUnlink', 'proposeUnlock', 'publishCalendar', 'registerInterference', 'rejectGrant', 'rejectLeave', 'rejectPolicy', 'removeMeetingItem', 'reorderMeeting', 'requestLeave', 'saveLedgerView', 'scoreQuality', 'signIn', 'signOut', 'signPaper', 'suspendAccount', 'withdrawAttachment', 'withdrawCalendarFeed', 'withdrawGrant', 'withdrawLeave', 'withdrawPolicy', 'withdrawTemplate', 'writeMeetingView',
    ])
    const misplaced = stepNames.filter((name) => {
      const file = filesOfSteps('review').find((one) => new RegExp(`export const ${name} = `).test(read(`src/review/steps/${one}`)))
      return file === undefined || !existsSync(join(root, 'src/api/steps', file)) || !read(`src/api/steps/${file}`).includes(`mutationField('${name}'`)
    })
    expect(misplaced).toEqual([])
  })

  it('lets every step on a case be taken on a version, with an operation key and a day', () => {
    const fields = schema.getMutationType()?.getFields() ?? {}
    for (const name of stepNames) {
      const required = Object.fromEntries((fields[name]?.args ?? []).map((arg) => [arg.name, String(arg.type)]))
      expect(required, name).toMatchObject(name === 'openCase' ? { operationKey: 'String!', on: 'Day' } : { caseId: 'ID!', version: 'Int!', operationKey: 'String!', on: 'Day' })
      expect(String(fields[name]?.type), name).toBe('StepOutcome!')
    }
  })

  it('takes its lists from the core', () => {
    expect(schema.getType('Stage')).toSatisfy((type) => isEnumType(type) && type.getValues().length === stages.length)
    expect(schema.getType('StepName')).toSatisfy((type) => isEnumType(type) && type.getValues().length === stepNames.length)
  })

  it('names its connections and unions regularly', () => {
    const connections = types.filter((type) => type.name.endsWith('Connection'))
    expect(connections.map((type) => type.name).sort()).toEqual(['AccountConnection', 'AuditConnection', 'BodyConnection', 'CaseConnection', 'GrantConnection', 'InterestConnection', 'InterferenceConnection', 'LeaveConnection', 'MeetingConnection', 'PersonConnection', 'PolicyChangeConnection', 'QualityCheckConnection', 'QualityDrawLineConnection', 'ReminderConnection'])
    for (const type of connections) expect(isObjectType(type) && Object.keys(type.getFields()).sort()).toEqual(['edges', 'pageInfo', 'totalCount'])
    expect(types.filter(isUnionType).map((type) => type.name).sort()).toEqual(['AttachmentOutcome', 'CalendarFeedOutcome', 'CalendarOutcome', 'CalendarPreviewOutcome', 'FactorOutcome', 'GrantOutcome', 'InterestOutcome', 'InterferenceOutcome', 'LeaveOutcome', 'LedgerViewOutcome', 'MeetingOutcome', 'PolicyOutcome', 'PolicyPreviewOutcome', 'QualityOutcome', 'ReadMarkOutcome', 'RosterOutcome', 'SessionOutcome', 'SignatureOutcome', 'StepDraftOutcome', 'StepOutcome', 'TemplateOutcome'])
  })

  it('has lists that are never null and hold no null, save for what is asked by id', () => {
    const gaps = types.flatMap((type) =>
      isObjectType(type) ? Object.values(type.getFields()).filter((field) => /\[/.test(String(field.type)) && !/\[\w+!\]!/.test(String(field.type))).map((field) => `${type.name}.${field.name}`) : [])
    expect(gaps).toEqual(['Query.nodes'])
  })

  it('gives no error a code that is not listed', () => {
    const used = readdirSync(join(root, 'src/api')).filter((file) => file.endsWith('.ts')).flatMap((file) => [...read(`src/api/${file}`).matchAll(/(?:failure|refuse)\('([A-Z_]+)'|extensions: \{ code: '([A-Z_]+)'/g)].map(([, one, other]) => one ?? other ?? ''))
    expect(used.filter((code) => !(code in errorCodes))).toEqual([])
    expect(used.length).toBeGreaterThan(5)
  })
})
