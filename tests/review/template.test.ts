import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { templateOn, type TemplateVersion } from '../../src/review/template.ts'

const version = (n: number, from: string, withFile = true): TemplateVersion => ({ form: 'W09', version: n, from, note: '', addedBy: 'officeHead', addedAt: '', file: withFile ? { name: 'a.docx', bytes: 1, sha256: String(n), fields: [] } : null })
const days = ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04']

describe('the template in force on a day', () => {
  it('is the last that was added, from its day on; one that is taken back leaves the standard layout', () => {
    const versions = [version(1, '2026-12-01'), version(2, '2026-12-03'), version(3, '2026-12-04', false)]
    expect(['2026-11-30', ...days].map((on) => templateOn(versions, on)?.version ?? null)).toEqual([null, 1, 1, 2, null])
  })

  it('ends one that was to begin later and was added before', () => {
    const versions = [version(1, '2026-12-03'), version(2, '2026-12-02')]
    expect(days.map((on) => templateOn(versions, on)?.version ?? null)).toEqual([null, 2, 2, 2])
  })

  it('of a day before another was added stays what it was, whatever is added from a later day on', () => {
    const any = fc.array(fc.tuple(fc.constantFrom(...days), fc.boolean()), { maxLength: 6 }).map((all) => all.map(([from, withFile], n) => version(n + 1, from, withFile)))
    fc.assert(fc.property(any, fc.constantFrom(...days), fc.constantFrom(...days), fc.boolean(), (versions, on, from, withFile) => {
      fc.pre(from > on)
      expect(templateOn([...versions, version(versions.length + 1, from, withFile)], on)).toEqual(templateOn(versions, on))
    }))
  })
})
