/** Checks of articles, editions and the way of a case: what is cited, and what the rank, the outcome and the source of the case demand. */
import type { Case, Finding } from './case.ts'
import { either, type Hit, type Said } from './check-hit.ts'
import { inChinese } from './day.ts'
import { numberOf, plainText } from './numerals.ts'
import { routeOf, type Policy } from './policy.ts'
import { adminWords, partyWords } from './sanctions.ts'
import { editionBegan } from './weighing.ts'

/** An article as it is cited: of which edition, and which number. */
type Cited = { text: string; edition: string | null; number: number | null; whole: boolean }

/** Reads a citation like 2018条例第107条 or 《政务处分法》第三十五条第（二）项; where no year stands, the edition that the body named. */
function citedIn(article: string, named: string | null): Cited {
  const text = plainText(article)
  const year = /20(?:15|18|23)/.exec(text)?.[0]
  const edition = text.includes('政务处分法') ? '政务处分法' : year && text.includes('条例') ? `${year}条例` : text.includes('条例') ? named : null
  const number = numberOf(/第([〇零一二两三四五六七八九十百\d]+)条/.exec(text)?.[1] ?? '')
  return { text: article, edition, number, whole: number !== null && /第[^条]+[款项]/.test(text.slice(text.indexOf('条', text.indexOf('第')))) }
}

/** What comes under the codes of law and procedure (R-440, R-416, R-100, R-125, R-140, R-254, R-260, R-501). */
export const lawHits = (c: Case, people: readonly Said[], policy: Policy): Hit[] => [
  ...people.flatMap((one) => [...eightPoint(c, one, policy), ...version(c, one), ...references(c, one), ...outsideParty(c, one), ...route(c, one, policy), ...exemption(c, one), ...expulsion(c, one)]),
  ...(c.package.origin === 'courtJudgment' ? [{ code: 'FAST_TRACK' as const, data: '案件来源为生效判决，没有经过审查调查' }] : []),
]

/** The articles of a finding that belong to the eight-point rules, where it does not say that these were broken (R-440). */
export const eightPointArticles = (c: Case, { articles, eightPoint: flag }: Finding, policy: Policy): string[] =>
  flag.applies ? [] : articles.map((article) => citedIn(article, c.package.edition)).filter(({ edition, number }) => edition !== null && number !== null && policy.eightPointArticles[edition]?.includes(number)).map(({ text }) => text)

function eightPoint(c: Case, one: Said, policy: Policy): Hit[] {
  const family = (finding: Finding): string[] | null => { const cited = eightPointArticles(c, finding, policy); return cited.length > 0 ? cited : null }
  const hit = either(one, family)
  if (!hit) return []
  const reason = hit.finding.eightPoint.reasonIfNot
  return [{
    code: 'EIGHT_RULES_TAG', subjectId: one.subject.id, corrected: hit.corrected, how: hit.corrected || reason === null || reason.trim() === '' ? null : `已写明不认定的理由：${reason}`,
    data: `对${one.subject.name}引用${hit.found.join('、')}，属于违反中央八项规定精神的条款，没有认定违反中央八项规定精神`,
  }]
}

function version(c: Case, one: Said): Hit[] {
  const until = c.package.actsUntil
  if (until === null) return []
  const late = ({ articles }: Finding): Cited[] | null => {
    const cited = articles.map((article) => citedIn(article, c.package.edition)).filter(({ edition }) => edition !== null && (editionBegan(edition) ?? until) > until)
    return cited.length > 0 ? cited : null
  }
  const hit = either(one, late)
  if (!hit) return []
  const editions = [...new Set(hit.found.map(({ edition }) => edition ?? ''))]
  return [{
    code: 'LAW_VERSION', subjectId: one.subject.id, corrected: hit.corrected, mark: hit.found.map(({ text }) => text).join('、'), ...(editions.includes('政务处分法') ? { rule: 'R-416' as const } : {}),
    data: `行为终了于${inChinese(until)}，对${one.subject.name}引用${hit.found.map(({ text }) => text).join('、')}；${editions.map((name) => `${name}自${inChinese(editionBegan(name) ?? until)}施行`).join('，')}`,
  }]
}

function references(c: Case, one: Said): Hit[] {
  const part = ({ articles }: Finding): Cited[] | null => {
    const cited = articles.map((article) => citedIn(article, c.package.edition)).filter(({ whole }) => !whole)
    return cited.length > 0 ? cited : null
  }
  const none = ({ articles, party, admin }: Finding): true | null => (articles.length === 0 && (party !== 'none' || admin !== 'none') ? true : null)
  const [hit, uncited] = [either(one, part), either(one, none)]
  return [
    ...(hit ? [{
      code: 'ARTICLE_REF' as const, subjectId: one.subject.id, corrected: hit.corrected, mark: hit.found.map(({ text }) => text).join('、'),
      data: `对${one.subject.name}的意见中：${hit.found.map(({ text, number }) => `“${text}”${number === null ? '没有写明第几条' : '没有写到款、项'}`).join('，')}`,
    }] : []),
    ...(uncited ? [{ code: 'ARTICLE_REF' as const, subjectId: one.subject.id, corrected: uncited.corrected, mark: '无', data: `对${one.subject.name}拟给予处分，没有引用条款` }] : []),
  ]
}

function outsideParty(c: Case, one: Said): Hit[] {
  const { subject } = one
  if (subject.partyMember) return []
  const named = c.package.edition?.includes('条例') && c.report === null ? [`适用版本写为${c.package.edition}`] : []
  const found = ({ party, articles }: Finding): string[] => [
    ...(party === 'none' ? [] : [`拟${party === 'exempt' ? '' : '给予'}${partyWords[party]}`]),
    ...articles.filter((article) => article.includes('条例')).map((article) => `引用${article}`),
  ]
  const hit = either(one, (finding) => { const why = found(finding); return why.length > 0 ? why : null })
  const why = [...(hit?.found ?? []), ...named]
  if (why.length === 0) return []
  const stands = { subjectId: subject.id, corrected: hit?.corrected ?? false }
  return [
    { code: 'PARTY_ONLY', ...stands, data: `${subject.name}不是中共党员，${why.join('，')}` },
    { code: 'FILING_TYPE', ...stands, data: `${subject.name}不是中共党员，按党纪办理（${why.join('，')}），请核对立案的类型` },
  ]
}

function route(c: Case, one: Said, policy: Policy): Hit[] {
  const { subject } = one
  const committee = ({ party, admin }: Pick<Finding, 'party' | 'admin'>): true | null => (policy.routeDemands[routeOf(subject, { party, admin }, policy)].committee ? true : null)
  const hit = one.now ? either(one, committee) : committee({ party: 'none', admin: 'none' }) && { corrected: false }
  if (!hit) return []
  const opinion = c.opinions.find(({ layer }) => layer === 'workCommittee')
  return [{ code: 'RANK_ROUTE', subjectId: subject.id, corrected: hit.corrected, how: opinion ? `工委已于${inChinese(opinion.signedOn)}签署意见` : null, data: `${subject.name}为${subject.rank}，按办理路径须经工委审理` }]
}

function exemption(c: Case, one: Said): Hit[] {
  const hit = either(one, ({ party, admin }) => (party === 'exempt' ? partyWords.exempt : admin === 'exempt' ? adminWords.exempt : null))
  if (!hit) return []
  const decision = c.decisions.find(({ subjectId, outcome }) => subjectId === one.subject.id && outcome === 'exempt')
  return [{ code: 'EXEMPTION_RECORD', subjectId: one.subject.id, corrected: hit.corrected, how: decision ? `${decision.organName}已于${inChinese(decision.decidedOn)}作出书面决定` : null, data: `拟对${one.subject.name}${hit.found}，应当有书面结论` }]
}

function expulsion(c: Case, one: Said): Hit[] {
  const hit = either(one, ({ party }) => (party === 'expulsion' ? true : null))
  if (!hit) return []
  const approval = c.decisions.find(({ subjectId, track }) => subjectId === one.subject.id && track === 'party')?.approval
  return [{ code: 'EXPULSION_APPROVAL', subjectId: one.subject.id, corrected: hit.corrected, how: approval ? `${approval.organName}已于${inChinese(approval.approvedOn)}批准` : null, data: `拟开除${one.subject.name}党籍，须有相应权限的机关批准` }]
}
