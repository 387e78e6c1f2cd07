/**
 * The instruments a rule rests on, with the confidence of each citation: Q the wording was
 * seen, S reported by a found text, M from memory, L local practice, D our own default. Only Q and S
 * are shown as law; M reads 依据待核, L and D read as settings.
 */
import type { Basis } from './case.ts'
import type { Day } from './day.ts'

type Instrument = { title: string; from: Day; until: Day | null }

export const instruments = {
  GZ: { title: '中国共产党纪律检查机关监督执纪工作规则', from: '2019-01-01', until: null },
  CF: { title: '中国共产党纪律处分条例', from: '2024-01-01', until: null },
  PX: { title: '中国共产党处分违纪党员批准权限和程序规定', from: '2022-09-22', until: null },
  DZ18: { title: '党组讨论和决定党员处分事项工作程序规定（试行）', from: '2018-11-29', until: '2025-05-26' },
  PZ: { title: '纪检监察机关派驻机构工作规则', from: '2022-06-22', until: null },
  JCF: { title: '中华人民共和国监察法', from: '2025-06-01', until: null },
  TL21: { title: '中华人民共和国监察法实施条例（2021年）', from: '2021-09-20', until: '2025-05-31' },
  ZWC: { title: '中华人民共和国公职人员政务处分法', from: '2020-07-01', until: null },
  XSS: { title: '中华人民共和国刑事诉讼法', from: '2018-10-26', until: null },
  MFD: { title: '中华人民共和国民法典', from: '2021-01-01', until: null },
  SL91: { title: '中央纪委关于审理党员违纪案件工作程序的规定', from: '1991-01-01', until: null },
  BMF: { title: '中华人民共和国保守国家秘密法', from: '2024-05-01', until: null },
  DA: { title: '纪检监察机关案件档案管理办法', from: '1990-01-01', until: null },
  BA08: { title: '中央纪委关于进一步加强和规范办案工作的意见', from: '2008-01-01', until: null },
  XT: { title: '中央纪委国家监委业务探讨文章', from: '2018-01-01', until: null },
  PC23: { title: '中央纪委关于进一步加强和规范案件质量评查工作的意见', from: '2023-03-19', until: null },
  FT: { title: '厦门市划片审理经验材料', from: '2018-01-01', until: null },
  HP: { title: '本系统设定', from: '1949-10-01', until: null },
} as const satisfies Record<string, Instrument>

type Citation = readonly [document: keyof typeof instruments, article: string, tag: Basis['tag']]

/** Where each rule of the law brief comes from. A row for every rule that code cites. */
export const rules = {
  'R-110': ['PZ', '第4条第2款', 'Q'],
  'R-112': ['PZ', '第38条', 'S'],
  'R-113': ['PZ', '第37条', 'S'],
  'R-114': ['PZ', '第40、41条', 'S'],
  'R-115': ['DZ18', '第3条', 'Q'],
  'R-116': ['DZ18', '第4条', 'Q'],
  'R-118': ['XT', '独立审理的四个维度', 'S'],
  'R-119': ['DZ18', '第4条', 'Q'],
  'R-125': ['PX', '第28、38条', 'S'],
  'R-126': ['PX', '第14条', 'S'],
  'R-127': ['XT', '执纪审理中如何按党章第四十二条履行程序', 'S'],
  'R-140': ['PX', '第6条', 'Q'],
  'R-140-CF18': ['CF', '第18条', 'S'],
  'R-200': ['XT', '简易案件', 'S'],
  'R-201': ['BA08', '第14条', 'S'],
  'R-204': ['GZ', '第52、53条', 'M'],
  'R-205': ['XT', '查否材料是否移送审理', 'S'],
  'R-210': ['GZ', '第55条第（一）项', 'Q'],
  'R-211': ['GZ', '第55条第（一）项', 'Q'],
  'R-212': ['HP', '受理审核期限', 'D'],
  'R-213': ['GZ', '第55条', 'Q'],
  'R-214': ['FT', '主动提前沟通', 'S'],
  'R-215': ['HP', '受理材料十五项', 'D'],
  'R-220': ['GZ', '第55条第（二）项', 'Q'],
  'R-222': ['FT', '集中审理模式', 'S'],
  'R-230': ['GZ', '第55条第（三）项', 'Q'],
  'R-231': ['GZ', '第55条第（三）项', 'Q'],
  'R-232': ['GZ', '第55条第（四）项', 'Q'],
  'R-233': ['XT', '查审分离', 'S'],
  'R-234': ['GZ', '第55条第（四）项', 'Q'],
  'R-235': ['XT', '准确把握审理谈话', 'S'],
  'R-236': ['XT', '审理谈话之后的处理', 'S'],
  'R-237': ['ZWC', '第43条', 'Q'],
  'R-238': ['GZ', '第55条第（六）项', 'Q'],
  'R-239': ['GZ', '第56条', 'Q'],
  'R-241': ['XT', '案件移送审理后又发现新的问题', 'S'],
  'R-242': ['GZ', '第59条', 'Q'],
  'R-249': ['HP', '答复逐项确认', 'D'],
  'R-250': ['HP', '退回期限和次数提示', 'D'],
  'R-251': ['GZ', '第55条第（五）项', 'Q'],
  'R-252': ['XT', '退回后仍不能证明的不予认定', 'S'],
  'R-253': ['XT', '撤销案件建议', 'S'],
  'R-254': ['HP', '批准权限', 'D'],
  'R-254-route': ['HP', '办理路径', 'D'],
  'R-255': ['HP', '补查提纲', 'D'],
  'R-260': ['ZWC', '第44条', 'Q'],
  'R-260-CF19': ['CF', '第19条', 'S'],
  'R-260-ZWC12': ['ZWC', '第12条', 'Q'],
  'R-262': ['JCF', '第54条', 'Q'],
  'R-270': ['GZ', '第56条', 'Q'],
  'R-271': ['XT', '宣布处分决定', 'S'],
  'R-272': ['GZ', '第56条', 'Q'],
  'R-273': ['ZWC', '第46条', 'Q'],
  'R-274': ['ZWC', '第54条', 'Q'],
  'R-275': ['CF', '第45条', 'S'],
  'R-276': ['ZWC', '第26条', 'Q'],
  'R-280': ['DA', '第5至7条', 'Q'],
  'R-290': ['JCF', '第56条', 'Q'],
  'R-291': ['JCF', '第56条', 'Q'],
  'R-292': ['GZ', '第59条', 'Q'],
  'R-294': ['JCF', '第69条', 'Q'],
  'R-300': ['GZ', '第55条', 'Q'],
  'R-301': ['GZ', '第55条', 'Q'],
  'R-303': ['MFD', '第201条', 'Q'],
  'R-304': ['MFD', '第202条', 'Q'],
  'R-305': ['MFD', '第203条', 'Q'],
  'R-306': ['BA08', '第29条', 'S'],
  'R-308': ['HP', '工委审理天数', 'D'],
  'R-310': ['HP', '届满前提示', 'D'],
  'R-320': ['HP', '中止审理', 'D'],
  'R-400': ['CF', '处分的影响期', 'S'],
  'R-401': ['CF', '第21条', 'Q'],
  'R-410': ['ZWC', '第8条', 'Q'],
  'R-410-sum': ['HP', '政务处分期内再受处分的期间', 'D'],
  'R-410-unit': ['HP', '单位降低岗位等级处分的期间', 'M'],
  'R-411': ['HP', '处分期届满日的算法', 'D'],
  'R-412': ['ZWC', '第22、23、27条', 'Q'],
  'R-413': ['ZWC', '第15条', 'Q'],
  'R-414': ['ZWC', '第14条', 'Q'],
  'R-414-party': ['CF', '党员犯罪的处分', 'M'],
  'R-416': ['ZWC', '第67条', 'Q'],
  'R-416-CF158': ['CF', '第158条', 'S'],
  'R-420': ['HP', '处分建议与选择', 'D'],
  'R-420-CF17': ['CF', '从轻、减轻处分的情形', 'M'],
  'R-420-CF20': ['CF', '第20条', 'Q'],
  'R-420-CF23': ['CF', '第23条', 'Q'],
  'R-420-CF24': ['CF', '第24条', 'Q'],
  'R-420-ZWC11': ['ZWC', '第11条', 'Q'],
  'R-420-ZWC13': ['ZWC', '第13条', 'Q'],
  'R-420-forms': ['HP', '四种形态', 'M'],
  'R-421': ['XT', '再犯、漏错与合并处理', 'S'],
  'R-430': ['XT', '党纪处分与政务处分相匹配', 'S'],
  'R-440': ['HP', '八项规定精神识别', 'D'],
  'R-442': ['XT', '两轨定性的差别', 'S'],
  'R-450': ['JCF', '第67条', 'Q'],
  'R-451': ['JCF', '第67条', 'Q'],
  'R-452': ['ZWC', '第48条', 'Q'],
  'R-453': ['SL91', '第5条', 'Q'],
  'R-454': ['XT', '查审分离', 'S'],
  'R-455': ['HP', '自查他审', 'D'],
  'R-456': ['HP', '任职经历和同系统的回避', 'D'],
  'R-458': ['JCF', '第66条', 'Q'],
  'R-459': ['HP', '审理组安排', 'D'],
  'R-550': ['PX', '第4条', 'Q'],
  'R-560': ['PC23', '评查方式和五年全覆盖', 'S'],
  'R-560-cycle': ['HP', '评查周期的起算', 'D'],
  'R-560-draw': ['HP', '评查案件的抽取', 'D'],
  'R-561': ['PC23', '评查的组织和评查组', 'S'],
  'R-561-team': ['HP', '评查组的人数和回避', 'D'],
  'R-563': ['PC23', '评查等次', 'S'],
  'R-563-grades': ['HP', '等次的确定', 'D'],
  'R-564': ['PC23', '评查结果的反馈、加分和从重扣分', 'S'],
  'R-564-rectify': ['HP', '评查整改期限', 'D'],
  'R-566': ['HP', '评查评分标准', 'D'],
  'R-601-signIn': ['HP', '登录失败处理、会话期限和第二因素', 'M'],
  'R-602': ['BMF', '第16至20条', 'Q'],
  'R-602-power': ['HP', '定密责任人', 'D'],
  'R-603': ['BMF', '第21条', 'Q'],
  'R-604': ['BMF', '第64条', 'Q'],
  'R-607': ['HP', '归档案件查阅', 'L'],
  'R-609': ['JCF', '第68条', 'Q'],
  'R-610': ['GZ', '第70条', 'Q'],
  'R-612-roles': ['HP', '三员分立', 'M'],
  'R-612-grants': ['HP', '授权由两人办理', 'D'],
  'R-612-dormant': ['HP', '帐号停用', 'M'],
  'R-614': ['HP', '知悉范围', 'D'],
} as const satisfies Record<string, Citation>

export type Rule = keyof typeof rules

/** The basis of a rule, as refusals, entries and clocks carry it. */
export const basis = (rule: Rule): Basis => {
  const [document, article, tag] = rules[rule]
  return { document: instruments[document].title, article, tag, rule }
}

/**
 * How a basis is shown to people on a given day. An article from memory, or of an edition that was
 * not in force or not loaded on that day, is never printed as law.
 */
export function basisText(from: Basis, day: Day): string {
  if (from.tag === 'D' || from.tag === 'L') return `${from.article}（系统设定，非法定）`
  const instrument: Instrument | undefined = Object.values(instruments).find((one) => one.title === from.document)
  const inForce = instrument !== undefined && instrument.from <= day && (instrument.until === null || day <= instrument.until)
  if (from.tag === 'M' || !inForce) return '依据待核'
  return `《${from.document}》${from.article}`
}
