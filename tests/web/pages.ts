/** Every page of the application with somebody whose it is, in one table: a page that is not in it fails `pages.browser.ts`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './browser.ts'

/** `by` whom and `at` which address it is looked at; what it says where there is nothing (null: it always shows something); who is nobody there, and what they read; further addresses of it by person. */
export type Looked = { by: string; at: string; empty: RegExp | null; not: [login: string, says: RegExp] | null; more?: Record<string, readonly string[]>; asksNothing?: true }

const nobody = Buffer.from('QualityCheck:xm-nothing').toString('base64url')

/** By the address as `src/web/routes.tsx` has it. */
export const pages: Record<string, Looked> = {
  '': { by: 'p25-2', at: '/', empty: /没有等您办理的案件/, not: ['a1', /没有等您办理的案件|管理员/], more: { s30: ['/'], o1: ['/'], q1: ['/'] } },
  'cases': { by: 's30', at: '/cases', empty: /没有符合条件的案件/, not: ['a1', /没有符合条件的案件|不能/], more: { 'o1': ['/cases?overdue=1'], 'p25-2': ['/cases'] } },
  'cases/new': { by: 'p25-2', at: '/cases/new', empty: null, not: ['s30', /不能新建移送/] },
  'cases/:id': { by: 's31', at: 'a case', empty: /没有找到该案件/, not: null },
  'cases/:id/read': { by: 's31', at: 'a case/read', empty: /没有找到该案件/, not: null },
  'cases/:id/joint': { by: 's31', at: 'a case/joint', empty: /没有找到该案件/, not: null },
  'meetings': { by: 's30', at: '/meetings', empty: /没有将要召开的会议/, not: ['p25-2', /集体审议由审理一方召开/], more: { s30: ['/meetings?call=1'], s31: ['/meetings'] } },
  'meetings/:id': { by: 's30', at: 'a meeting', empty: /没有找到这次会议/, not: null },
  'reminders': { by: 's30', at: '/reminders', empty: /没有临近届满的期限/, not: ['a1', /没有临近届满的期限|不能/], more: { o1: ['/reminders'] } },
  'dashboard': { by: 'o1', at: '/dashboard', empty: /没有/, not: ['a1', /不能|没有/], more: { s30: ['/dashboard'] } },
  'reports': { by: 'o1', at: '/reports', empty: null, not: ['s31', /审理员不看报表/] },
  'quality': { by: 'o1', at: '/quality', empty: /还没有评查/, not: ['s30', /没有质量评查/], more: { 'o1': ['/quality?tab=coverage', '/quality?tab=rubric'], 'q1': ['/quality'], 'p25-1': ['/quality'] } },
  'quality/:id': { by: 'o1', at: `/quality/${nobody}`, empty: /没有找到这次评查/, not: ['s30', /没有找到这次评查/] },
  'people': { by: 's30', at: '/people', empty: /还没有片区/, not: null, more: { s30: ['/people?tab=people', '/people?tab=placement'], a1: ['/people', '/people?tab=people'] } },
  'import': { by: 'o1', at: '/import', empty: null, not: ['s30', /现在的职务不能导入/], more: { a1: ['/import?kind=people'] } },
  'administration': { by: 's30', at: '/administration', empty: /没有这样的提请/, not: null, more: { o1: ['/administration?tab=calendar', '/administration?tab=templates', '/administration?tab=policy'], q1: ['/administration?tab=leaves'], a1: ['/administration', '/administration?tab=accounts'], a3: ['/administration?tab=audit'] } },
  'me': { by: 's30', at: '/me', empty: null, not: null },
  'help': { by: 's30', at: '/help', empty: null, not: null, more: { 'p25-2': ['/help'] }, asksNothing: true },
}

/** The addresses that the application knows. */
export const routes = (): string[] => [...readFileSync(join(root, 'src/web/routes.tsx'), 'utf8').matchAll(/\bpage\('([^']*)'/g)].map(([, path]) => path ?? '')

/** Who looks at which addresses: everything above once a person. */
export function rounds(): [login: string, addresses: string[]][] {
  const all = Object.values(pages).flatMap(({ by, at, more = {} }) => [[by, at] as const, ...Object.entries(more).flatMap(([login, some]) => some.map((one) => [login, one] as const))])
  return [...new Set(all.map(([login]) => login))].map((login) => [login, all.filter(([other, at]) => other === login && !at.endsWith(nobody)).map(([, at]) => at)])
}
