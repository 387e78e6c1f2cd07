/**
 * 五书比对: the filing report, the investigation report, the review report, the decision and the row of the ledger, held
 * against each other: a row for each thing that must agree, a cell for what each of the five says of it and where. What a
 * paper does not name is no difference, unless its form wants it.
 */
import type { Subject } from '../review/case.ts'
import type { Rule } from '../review/law.ts'
import { clusters, nearAmounts, nearDays, sumOfParts, type Entry } from './clusters.ts'
import { fivePapers, fivePaperWords, type FivePaper, type Known, type Source } from './five-papers.ts'
import { personIn, traits, type Told, type Trait } from './person-said.ts'
import { amountsSaid, articlesIn, bare, daysIn, type DayMeaning, type Said } from './said.ts'

export type Cell = { said: { words: string; where: string }[]; wanted: boolean; differs: boolean }
/** One thing that must agree; the cells stand in the order of `fivePapers`. `message` says in one sentence what does not, or is null. */
export type Row = { key: string; label: string; cells: Cell[]; message: string | null; rule: Rule | null }

/** What a form has to name (R-238 for the report, R-204 for the investigation; of a decision R-501, and its day by R-115), for each of its texts. */
const wanted: Partial<Record<string, Partial<Record<FivePaper, Rule>>>> = {
  name: { filing: 'R-501', investigation: 'R-204', report: 'R-238', decision: 'R-501' },
  post: { investigation: 'R-501', report: 'R-501', decision: 'R-501' },
  filed: { investigation: 'R-204', report: 'R-238' },
  articles: { report: 'R-238', decision: 'R-501' },
  effective: { decision: 'R-115' },
}

const traitWords: Record<Trait, string> = { name: '姓名', gender: '性别', ethnicity: '民族', born: '出生年月', education: '学历', joined: '入党时间', post: '单位职务', rank: '职级' }

/** The days by their meaning. Those of one person stand in that person's papers; what is decided also counts as what takes effect (R-115). */
const dayRows: readonly { key: string; label: string; meanings: readonly DayMeaning[]; of: 'case' | 'person'; papers: readonly FivePaper[] }[] = [
  { key: 'clue', label: '线索受理日期', meanings: ['clue'], of: 'case', papers: fivePapers },
  { key: 'filed', label: '立案日期', meanings: ['filed'], of: 'case', papers: fivePapers },
  { key: 'transferred', label: '移送审理日期', meanings: ['transferred'], of: 'case', papers: fivePapers },
  { key: 'accepted', label: '审理受理日期', meanings: ['accepted'], of: 'case', papers: fivePapers },
  { key: 'returned', label: '退回日期', meanings: ['returned'], of: 'case', papers: fivePapers },
  { key: 'concluded', label: '审结日期', meanings: ['concluded'], of: 'case', papers: fivePapers },
  { key: 'effective', label: '处分决定和生效日期', meanings: ['decided', 'effective'], of: 'person', papers: ['decision', 'ledger'] },
  { key: 'partyPeriodEnds', label: '影响期止', meanings: ['partyPeriodEnds'], of: 'person', papers: ['decision', 'ledger'] },
  { key: 'adminPeriodEnds', label: '政务处分期止', meanings: ['adminPeriodEnds'], of: 'person', papers: ['decision', 'ledger'] },
]

/** Every row of the table, those of people first. Nothing is held against nothing: without a text there are no rows. */
export function collate(sources: readonly Source[], known: Known): Row[] {
  if (sources.length === 0) return []
  const read = fivePapers.flatMap((paper) => sources.filter((one) => one.paper === paper)).map((source) => ({ source, ...readIn(source, known) }))
  return [...ofPeople(read, known), ...ofDays(read, known), ...ofArticles(read), ...ofAmounts(read, known), ...ofFactDays(read)]
}

type Read = { source: Source; days: Entry<string, { meaning: DayMeaning | null }>[]; amounts: Entry<number>[]; articles: Entry<string, { norm: string; edition: string | null }>[]; people: { subject: Subject; told: Told }[] }

function readIn(source: Source, { subjects }: Known): Omit<Read, 'source'> {
  const placed = <One extends Said<unknown>>(some: readonly One[]) => some.map((one) => ({ ...one, paper: source.paper, where: source.where(one.line) }))
  const { lines } = source
  // A line that is nothing but a day is that of signing, and there is no other with which it must agree.
  return {
    days: placed(daysIn(lines)).filter(({ line, words, meaning }) => meaning !== null || bare(lines[line - 1] ?? '').replace(/[年月日\d.\-/〇零一二三四五六七八九十]/g, '') !== '' || words === ''),
    amounts: placed(amountsSaid(lines)), articles: placed(articlesIn(lines)),
    people: subjects.filter(({ id }) => source.about?.includes(id) ?? true).map((subject) => ({ subject, told: personIn(lines, subject, subjects) })),
  }
}

const ofPeople = (read: readonly Read[], { subjects }: Known): Row[] => subjects.flatMap((subject) => traits.map((trait): Row => {
  const all = read.flatMap(({ source, people }) => people.filter((one) => one.subject.id === subject.id).flatMap(({ told }) => told[trait].map((one): Entry => ({ ...one, paper: source.paper, where: source.where(one.line) }))))
  // Somebody whom two papers name alike is somebody else, with nearly the same name.
  const entries = trait === 'name' ? all.filter(({ value, paper }) => value === '' || !all.some((one) => one.value === value && one.paper !== paper)) : all
  const label = subjects.length === 1 ? traitWords[trait] : `${subject.name}的${traitWords[trait]}`
  return rowOf({ key: `${trait}-${subject.id}`, label, entries, read: read.filter(({ people }) => people.some((one) => one.subject.id === subject.id)), wants: trait, saying: (source) => read.some((one) => one.source === source && one.people.some(({ subject: { id }, told }) => id === subject.id && told[trait].length > 0)) })
})).filter(saysSomething)

const ofDays = (read: readonly Read[], { subjects, days }: Known): Row[] => dayRows.flatMap(({ key, label, meanings, of, papers }) =>
  (of === 'case' ? [null] : subjects).map((subject): Row => {
    const here = read.filter(({ source }) => papers.includes(source.paper) && (subject === null || (source.about?.includes(subject.id) ?? true)))
    const entries = here.flatMap((one) => one.days.filter(({ meaning }) => meaning !== null && meanings.includes(meaning)))
    const right = meanings.flatMap((meaning) => days[meaning] ?? []).map((day) => day.split('-').map(Number).join('-'))
    return rowOf({
      key: subject === null ? key : `${key}-${subject.id}`, label: subject === null || subjects.length === 1 ? label : `${subject.name}的${label}`, entries, read: here, wants: key, right,
      saying: (source) => here.some((one) => one.source === source && one.days.some(({ meaning }) => meaning === (key === 'effective' ? 'effective' : meanings[0]))),
    })
  })).filter(saysSomething)

/** One row a norm. An article that one paper alone cites, where others cite the norm too, is a difference; so is another edition. */
function ofArticles(read: readonly Read[]): Row[] {
  const all = read.flatMap(({ articles }) => articles)
  const names = [...new Set(all.map(({ norm }) => norm))]
  const rows = names.filter((norm) => norm !== '').flatMap((norm): Row[] => {
    const entries = all.filter((one) => one.norm === norm || (one.norm === '' && names.length <= 2))
    const papers = new Set(entries.map(({ paper }) => paper))
    const alone = papers.size < 2 ? [] : entries.filter((one) => !entries.some((other) => other.paper !== one.paper && agrees(one.value, other.value)))
    const label = `${norm}条款`
    const editions = entries.flatMap((one) => (one.edition === null ? [] : [{ ...one, words: `${one.edition}年`, value: one.edition }]))
    const row = tableRow(`articles-${norm}`, label, entries, ({ value, paper }) => alone.some((one) => one.value === value && one.paper === paper))
    const message = alone.length === 0 ? null : `${label}：${[...new Set(alone.map((one) => `${one.words}只有${sayer(one)}引用`))].join('，')}，请核对`
    return [{ ...row, message }, ...(editions.length === 0 ? [] : [rowOf({ key: `edition-${norm}`, label: `${norm}版本`, entries: editions, read: [], wants: null, saying: () => true })])]
  })
  const cites = rowOf({ key: 'articles', label: '引用条款', entries: [], read, wants: 'articles', saying: (source) => read.some((one) => one.source === source && one.articles.length > 0) })
  return cites.message === null ? rows : [...rows, cites]
}

/** The total by its label; every other amount where two papers name it, or where one names nearly the same in its place. */
function ofAmounts(read: readonly Read[], { facts }: Known): Row[] {
  const all = read.flatMap(({ amounts }) => amounts)
  const isTotal = ({ before }: Entry<number>) => /(?:涉案|违纪|违法|案值)(?:违纪违法)?(?:总?金额|总额|款额)(?:共计|合计|为|约|人民币|[:\t])*(?:[\d.]+万?元\()?$/.test(before)
  const totals = all.filter(isTotal)
  const saidIn = (paper: FivePaper) => all.filter((one) => one.paper === paper)
  const total = rowOf({
    key: 'total', label: '涉案金额', entries: totals.map((one) => ({ ...one, value: String(one.value) })), read: [], wants: null, saying: () => true,
    fits: (one, other) => one.value === other.value || sumOfParts(Number(one.value), saidIn(other.paper)) || sumOfParts(Number(other.value), saidIn(one.paper)),
  })
  const told = facts.map((fact) => amountsSaid([fact]).map(({ value }) => value))
  const rest = clusters(all.filter((one) => !isTotal(one)), nearAmounts).map(({ entries, odd }, n): Row => {
    const [first] = entries
    const nth = told.findIndex((some) => some.includes(first?.value ?? Number.NaN))
    return differing(`amount-${n}`, `金额（${nth < 0 ? '' : `第${nth + 1}项事实，`}${phrase(first)}）`, entries, odd)
  })
  return [...(totals.length > 0 ? [total] : []), ...rest]
}

/** Days that no word tells the meaning of: those of the facts, held together by what stands beside them. */
const ofFactDays = (read: readonly Read[]): Row[] =>
  clusters(read.flatMap(({ days }) => days.filter(({ meaning }) => meaning === null)), nearDays).map(({ entries, odd }, n) => differing(`day-${n}`, `文中日期（${phrase(entries[0])}）`, entries, odd))

/** A few words around something, to know it by. */
const phrase = <Value>(one: Entry<Value> | undefined): string => (one ? `${one.before.split(/[,。;:\t(、“”]/).at(-1)?.slice(-8) ?? ''}${one.words}${typeof one.value === 'string' ? (one.after.split(/[,。;\t(、]/).find((part) => part !== '')?.slice(0, 8) ?? '') : ''}` : '')

const differing = <Value>(key: string, label: string, entries: readonly Entry<Value>[], odd: readonly Entry<Value>[]): Row =>
  ({ ...tableRow(key, label, entries, (one) => odd.includes(one)), message: odd.length === 0 ? null : sentence(label, entries) })

type Asked = {
  key: string; label: string; entries: readonly Entry[]; read: readonly Read[]
  /** Under which name the form wants it, and whether a text says it. */
  wants: string | null
  saying: (source: Source) => boolean
  /** Values that are right whoever names them: of an earlier round. */
  right?: readonly string[]
  fits?: (one: Entry, other: Entry) => boolean
}

/** A row whose values must all agree; and what a form wants must be there. */
function rowOf({ key, label, entries, read, wants, saying, right = [], fits = (one, other) => agrees(one.value, other.value) }: Asked): Row {
  const isRight = ({ value }: Entry) => right.includes(value)
  const odd = entries.filter((one) => entries.some((other) => !fits(one, other) && !(isRight(one) && isRight(other))))
  const rules = (wants === null ? undefined : wanted[wants]) ?? {}
  const lacking = read.map(({ source }) => source).filter((source) => rules[source.paper] !== undefined && !saying(source))
  const row = tableRow(key, label, entries, (one) => odd.includes(one))
  const missing = lacking.map((source) => `${fivePaperWords[source.paper]}${read.filter((one) => one.source.paper === source.paper).length > 1 ? `“${source.name}”` : ''}没有写`)
  const messages = [odd.length === 0 ? null : sentence(label, entries), missing.length === 0 ? null : `${label}：${missing.join('，')}，请补写`].filter((one) => one !== null)
  return { ...row, cells: row.cells.map((cell, n) => ({ ...cell, wanted: lacking.some(({ paper }) => paper === fivePapers[n]) })), message: messages.join('；') || null, rule: lacking[0] ? (rules[lacking[0].paper] ?? null) : null }
}

/** 1968 agrees with 1968-5, and 107 with 107.1: one only says more. */
const agrees = (one: string, other: string): boolean => one === other || (one !== '' && other !== '' && (`${one}-`.startsWith(`${other}-`) || `${other}-`.startsWith(`${one}-`) || `${one}.`.startsWith(`${other}.`) || `${other}.`.startsWith(`${one}.`)))

function tableRow<Value>(key: string, label: string, entries: readonly Entry<Value>[], isOdd: (one: Entry<Value>) => boolean): Row {
  const cells = fivePapers.map((paper): Cell => {
    const own = entries.filter((one) => one.paper === paper)
    return { said: own.filter((one, n) => own.findIndex((other) => other.words === one.words) === n).map(({ words, where }) => ({ words, where })), wanted: false, differs: own.some(isOdd) }
  })
  return { key, label, cells, message: null, rule: null }
}

const sayer = <Value>({ paper, where }: Entry<Value>): string => `${fivePaperWords[paper]}${where}`

/** 立案日期：审查调查报告第12行为2026年3月5日，台账“立案时间”为2026年3月6日，请核对. */
function sentence<Value>(label: string, entries: readonly Entry<Value>[]): string {
  const told = entries.filter((one, n) => entries.findIndex((other) => other.paper === one.paper && other.value === one.value) === n).toSorted((one, other) => fivePapers.indexOf(one.paper) - fivePapers.indexOf(other.paper))
  return `${label}：${told.map((one) => `${sayer(one)}为${one.words}`).join('，')}，请核对`
}

const saysSomething = ({ cells }: Row): boolean => cells.some(({ said, wanted: lacks }) => said.length > 0 || lacks)
