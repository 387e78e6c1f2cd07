/** The columns that a sheet of old cases (旧案) may have: those of the ledger but what only a living case has, by the names that offices use. */
import { ledgerColumns, type LedgerKey } from './ledger.ts'
import { oldKeys, type OldKey } from './old-case.ts'
import type { SheetColumn, SheetColumns } from './sheet-columns.ts'

/** What offices call a column, beside our own title. */
const also: { [Key in OldKey]?: readonly string[] } = {
  number: ['案件编号', '案号', '编号', '案件号', '审理编号'], personCode: ['人员编码', '涉案人员编号'], title: ['案件名称'], body: ['移送机关', '派驻机构', '移送派驻机构', '派驻纪检监察组', '移送审理单位', '承办单位', '承办部门'], zone: ['所属片区'],
  name: ['被审查调查人', '被审查调查人姓名', '涉案人员', '涉案人员姓名', '被调查人', '被审查人', '当事人'], born: ['出生日期', '出生时间', '出生年份'], education: ['文化程度'], partyJoined: ['入党年月', '入党日期'],
  post: ['单位及职务', '工作单位及职务', '单位和职务', '工作单位和职务', '职务'], rank: ['级别', '行政级别'], personnelType: ['人员性质', '身份类别'], deputy: ['人大代表政协委员党代表党委委员纪委委员', '两代表一委员', '代表委员', '人大代表政协委员'],
  filedOn: ['立案日期'], filedBy: ['立案单位', '立案机关纪监'], transferredOn: ['移送日期', '移送审理时间', '移送审理日期'], acceptedOn: ['受理日期'], returnedOn: ['退回日期', '退查时间'], returnKind: ['退查类型'], returnsCount: ['退查次数'], submittedAgainOn: ['重报日期', '重新移送时间'],
  concludedOn: ['审结日期'], panel: ['审理人员', '审理组成员'], eightPoint: ['是否违反中央八项规定精神', '违反中央八项规定精神', '八项规定'], facts: ['违纪违法事实', '主要事实', '违纪事实', '主要违纪事实', '主要问题'], amount: ['涉案金额', '违纪金额'],
  proposedMeasure: ['移送处理建议'], reviewedMeasure: ['审理意见', '审理处理建议'], party: ['党纪处分种类', '党纪'], admin: ['政纪处分', '行政处分', '政务处分种类', '政务', '政纪'], property: ['涉案财物', '涉案财物处置', '收缴没收追缴责令退赔登记上交', '财物处置'],
  decidedBy: ['处分决定机关'], decidedOn: ['决定日期', '处分决定时间', '处分时间', '处分日期'], announcedOn: ['宣布日期'], partyPeriodEndsOn: ['影响期届满日', '影响期', '影响期至'], adminPeriodEndsOn: ['处分期止', '政务处分期', '处分期届满日'], executedOn: ['执行完毕日期', '执行时间'], archivedOn: ['归档日期'], note: ['说明'],
}

/** How a column is filled in, where its kind does not say it. */
const how: { [Key in OldKey]?: string } = {
  number: '如 划审三〔2019〕9号；同一案件的几个人各写一行，案件编码相同', body: '名单里的名称或者代号；几个单位的用分号隔开，第一个为牵头', zone: '不写的按移送单位现在的片区', secrecy: '工作秘密、秘密或者机密；不写的为工作秘密', gender: '男或者女',
  born: '如 1970年5月', partyJoined: '如 1995年7月', party: '如 警告、严重警告、撤销党内职务、留党察看一年、开除党籍、免予处分', admin: '如 政务警告、政务记过、政务记大过、政务降级、政务撤职、政务开除、免予处分', archivedOn: '已经归档的写；归档后除档案员外只看得到编号、单位、日期和处分',
}
const howByKind = { text: '文字', day: '日期，如 2020年6月5日 或者 2020-06-05', amount: '数字，单位元；标题写明“万元”的按万元', number: '整数' }

const columnFor = (key: OldKey): SheetColumn => {
  const { title, kind, width } = ledgerColumns[key]
  return { title, kind, width, also: also[key] ?? [], how: how[key] ?? howByKind[kind] }
}

const living: readonly LedgerKey[] = ['ordinal', 'stage', 'holder', 'dueOn']

export const oldColumns: SheetColumns<OldKey> = {
  name: '旧案',
  columns: Object.fromEntries(oldKeys.map((key) => [key, columnFor(key)])) as Record<OldKey, SheetColumn>,
  wanted: ['number', 'name', 'body', 'acceptedOn'],
  subject: 'name',
  passed: living.map((key) => ledgerColumns[key].title),
}
