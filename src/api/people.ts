/** People as the rest of the schema points to them. Who is on the roster is in `roster.ts`. */
import { leastClearance, type Body, type Person, type Zone } from '../review/people.ts'
import { badInput } from './errors.ts'
import { builder, type Context } from './builder.ts'
import { idOf } from './id.ts'

export const PersonRef = builder.objectRef<Person>('Person')
export const BodyRef = builder.objectRef<Body>('Body')
export const ZoneRef = builder.objectRef<Zone>('Zone')

/** A person by id; one who is no longer on the roster keeps the id as name. */
export const personOf = ({ moment }: Context, id: string): Person => moment.roster.person(id) ?? { id, name: id, homeBodyId: null, clearance: leastClearance, interests: [], trainedOn: null, posts: [] }
export const personOrNull = (context: Context, id: string | null): Person | null => (id === null ? null : personOf(context, id))
export const bodyOf = ({ moment }: Context, id: string): Body => moment.roster.body(id) ?? { id, name: id, stationedIn: '', covers: [], zoneId: '' }
export const zoneOf = ({ moment }: Context, id: string): Zone => moment.roster.zone(id) ?? { id, name: id, ordinal: 0 }

export const PlacementType = builder.objectRef<{ zoneId: string; from: string | null }>('Placement').implement({
  description: '派驻机构自某日起所属的片区',
  fields: (t) => ({
    zone: t.field({ type: ZoneRef, description: '片区', resolve: ({ zoneId }, _args, context) => zoneOf(context, zoneId) }),
    from: t.expose('from', { type: 'Day', nullable: true, description: '起始日期；列入名单时就在的为 null' }),
  }),
})

/** 参加人员: somebody on the roster, or somebody of whom only the name is kept. The core keeps the id or the name. */
export const ParticipantType = builder.objectRef<string>('Participant').implement({
  description: '人员：名单内的人，或者只记姓名的名单外人员',
  fields: (t) => ({
    name: t.string({ description: '姓名', resolve: (text, _args, { moment }) => moment.roster.person(text)?.name ?? text }),
    person: t.field({ type: PersonRef, nullable: true, description: '名单内的人；名单外的为 null', resolve: (text, _args, { moment }) => moment.roster.person(text) ?? null }),
  }),
})

export const ParticipantInput = builder.inputType('ParticipantInput', {
  description: '人员：名单内的写编号，名单外的写姓名，两者选一',
  isOneOf: true,
  fields: (t) => ({
    personId: t.id({ required: false, description: '名单内人员的全局编号' }),
    name: t.string({ required: false, description: '名单外人员的姓名' }),
  }),
})

/** What the core keeps of a participant. A name that is somebody's id would pass for that person. */
export function participant({ personId, name }: typeof ParticipantInput.$inferInput, { moment }: Context): string {
  if (personId !== null && personId !== undefined) return idOf('Person', personId)
  if (name === null || name === undefined || moment.roster.person(name)) throw badInput(`请写名单外人员的姓名，名单内的请写编号`)
  return name
}

export const participants = (some: readonly (typeof ParticipantInput.$inferInput)[], context: Context): string[] => some.map((one) => participant(one, context))
export const personIds = (ids: readonly string[]): string[] => ids.map((id) => idOf('Person', id))
