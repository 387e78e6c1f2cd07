import { it } from 'vitest'
import * as v from '../../src/review/visibility.ts'
import { samples, lookers, expectations, fault } from './checks.ts'
import { columns, rows } from './matrix.ts'
import { stepNames } from '../../src/review/steps/index.ts'
import { parts, entries } from '../../src/review/parts.ts'
it('probe', () => {
  let t = performance.now()
  const lap = (s: string) => { console.log(s, Math.round(performance.now() - t)); t = performance.now() }
  console.log(Object.keys(parts).filter((p) => !rows.parts.includes(p)), Object.keys(entries).filter((p) => !rows.steps.includes(p)), rows.parts.length, rows.steps.length)
  const told = samples(); lap(`samples ${told.length}`)
  const people = lookers(told)
  const e = expectations(told, people); lap('expect')
  for (const side of columns) { console.log(side, fault({ ...v, maySee: (w, c) => e[told.findIndex((x) => x.c === c)]!.may[people.indexOf(w)]!, sideFor: (w, c) => e[told.findIndex((x) => x.c === c)]!.side[people.indexOf(w)]! } as never, told, [], e, [side])) ; lap(side) }
  console.log(fault(v, told, people, e, [])); lap('may')
  console.log(told.slice(0, 40).map((x) => `${x.c.id}${x.c.stage}`).join(' '), stepNames.filter((n) => !told.some((x) => x.log.some((l) => l.step === n))))
}, 100000)
