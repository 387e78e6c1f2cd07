import { describe, expect, it } from 'vitest'
import type { Step } from '../../src/review/step.ts'
import { stepNames, steps, type StepName } from '../../src/review/steps/index.ts'

const stepOf = (name: StepName) => steps[name] as unknown as Step<never>

describe('whoever approves has lately shown that it is they', () => {
  it('where an approver of the policy decides, or whoever must be another than the one who asked, save where the decision of another organ is only recorded', () => {
    const decides = stepNames.filter((name) => !name.startsWith('record')).filter((name) => stepOf(name).by.some((party) => party.endsWith('Approver')) || stepOf(name).guards.some((guard) => guard.name === 'anotherThan'))
    expect(decides.length).toBeGreaterThan(12)
    expect(decides.filter((name) => stepOf(name).approves !== true)).toEqual([])
  })

  it('where the name says so, and where what was proposed is let in or sent back', () => {
    const named = stepNames.filter((name) => /^(approve|reject|confirm|sendBack)/.test(name))
    expect(named.filter((name) => stepOf(name).approves !== true)).toEqual([])
  })

  it('where the head of a body approves a transfer by making it, and for nothing that only asks or records', () => {
    expect(steps.transfer.approves).toBe(true)
    expect(stepNames.filter((name) => stepOf(name).approves && /^(request|propose|ask|record|submit|open|edit|note)/.test(name))).toEqual([])
  })
})
