/** 帮助: how the day of each group of people goes. */
import { Tabs } from 'antd'
import { Section } from '../marks.tsx'
import { useMe } from '../shell.tsx'
import { useSay } from '../words.ts'

type Chapter = { title: [zh: string, en: string]; lines: readonly [zh: string, en: string][] }
type Reader = { key: string; label: [zh: string, en: string]; roles: readonly string[]; chapters: readonly Chapter[] }

const readers: readonly Reader[] = [
  {
    key: 'body', label: ['派驻机构', 'Stationed bodies'], roles: ['handler', 'bodyHead', 'partyGroupContact'],
    chapters: [
      { title: ['移送一个案件', 'Transferring a case'], lines: [
        ['在工作台点“新建移送”，填写材料包并保存草稿；草稿只有本机构看得到。', 'Choose “New transfer” on the workbench, fill in the package and save the draft; only your body sees it.'],
        ['在案件页继续填写（“修改草稿”），需要时先“提前沟通”。', 'Go on with “Edit draft” on the page of the case, and consult the group beforehand where needed.'],
        ['案件页的“核对发现”就是移送后审理组看到的：先补正，不能补正的写明已经怎样解决或者为什么不适用（“答复核对发现”）。', 'The “Checks” on the page are what the group will see: put them right, or say how each is settled or why it does not apply.'],
        ['由主要负责人移送。没有填齐的，系统逐项说明缺什么、依据哪一条。', 'The head transfers it. What is missing is named item by item, with the article.'],
      ] },
      { title: ['答复补查提纲', 'Answering an outline'], lines: [
        ['退回的案件出现在待办里。先由主要负责人签收，再逐项答复：已补查的写明材料和页码，无法补充的写明理由。', 'A returned case appears under “To do”. The head acknowledges it; then answer each item, with papers and pages, or say why it cannot be done.'],
        ['退回补充期间审理期限停止计算，案件页“期限”写明从哪天到哪天。', 'The clock is held while the case is with you; “Clocks” on the page says from when to when.'],
      ] },
      { title: ['决定以后', 'After the decision'], lines: [['宣布、送达和执行事项都在案件页办理，每一项有自己的期限。', 'Announcing, serving and execution are done on the page of the case, each with its own due day.']] },
    ],
  },
  {
    key: 'group', label: ['划片案件审理小组', 'Zone review groups'], roles: ['groupLeader', 'reviewer'],
    chapters: [
      { title: ['受理和编组', 'Accepting and forming a panel'], lines: [
        ['组长在待办里打开新移送的案件，核对十五项材料，受理、提请暂缓或者不予受理。', 'The leader opens a new case, checks the fifteen papers, and accepts it or proposes to defer or refuse it.'],
        ['组成审理组时已经填好分案建议；改变建议须写明理由，应当回避的人选不上。', 'The proposed panel is filled in; another choice wants a reason, and whoever must stand aside cannot be chosen.'],
      ] },
      { title: ['阅卷、审议、退回或者审结', 'Reading, deliberating, returning or concluding'], lines: [
        ['签署保密承诺后阅卷，笔录记到事实、卷和页。二十四字逐项核对，每人写明意见，不同意见一并记录。', 'Sign the undertaking, then read; notes name fact, volume and page. Check the six standards; every member gives an opinion, dissent is kept.'],
        ['规则找不出的问题按核对码“提出核对发现”；列入补查提纲的随提纲跟到结束，其余由审理组写明结论。', 'Raise what no rule finds as a check; one that stands in an outline follows it to its end, the others the panel settles.'],
        ['退回的理由决定退回的种类和批准人。补查提纲每一项写清查什么、证明什么、要什么证据。', 'The grounds decide the kind of return and who approves it. Each item of the outline says what, why, and which evidence.'],
      ] },
    ],
  },
  {
    key: 'office', label: ['案件审理室', 'Case-review office'], roles: ['officeHead', 'leaderInCharge', 'commissionHead', 'committeeReviewer', 'committeeHead', 'caseManager', 'archivist', 'qualityReviewer'],
    chapters: [
      { title: ['每天看什么', 'What to look at each day'], lines: [
        ['工作台的“等我批准”是等您决定的事项；批准之前系统会请您再次确认身份。', '“Waiting for my approval” is what you decide; you confirm who you are before approving.'],
        ['驾驶舱的每个数字都写明口径，蓝色的可以点开案件。', 'Every figure of the dashboard says how it is defined; the blue ones open cases.'],
        ['报表按月、季、半年、年统计，已经过去的各期不再变化；共性问题通报由案件审理室主任起草，小数不列。', 'Reports count a month, a quarter, half a year or a year, and the past ones stay; the circular is drawn up by the head of the office and tells no small counts.'],
      ] },
      { title: ['质量评查', 'Quality checks'], lines: [
        ['审理室主任制定计划时名单即固定，随后抽取；评查页写明怎样自己重算。评查员不能评自己审过的、来自本人派驻机构的案件，归档案件经批准查阅之后才能评分。', 'The plan fixes the list, the draw comes after; the page says how to repeat it. Nobody checks a case they reviewed or one of their own body; an archived case is scored once reading it was granted.'],
        ['等次由集体研究确定，与得分建议不同的写明理由；反馈给派驻机构，整改经核实之后办结。', 'Grades are fixed in discussion, with a reason where they differ from what the score suggests; the body answers, and the check ends once that was found right.'],
      ] },
      { title: ['导入旧案和放假安排', 'Bringing in old cases and rest days'], lines: [
        ['审理室主任在“导入”页上传本单位自己的台账或者放假安排，核对每一列和每一处错误；确认之前什么也不保存。旧案可以整批撤回。', 'The head of the office brings sheets in under Import, looks at the columns and every fault, and nothing is kept before it is confirmed. A batch of old cases can be taken back.'],
      ] },
      { title: ['期限', 'Clocks'], lines: [['红灯：已经超期或者三个工作日内届满；黄灯：七个工作日内。案件页逐步写明怎样算出来的。', 'Red: overdue or due within three working days; amber: within seven. The page of the case explains each step of the reckoning.']] },
    ],
  },
  {
    key: 'administration', label: ['三员', 'Administrators'], roles: ['systemAdmin', 'securityAdmin', 'auditAdmin'],
    chapters: [{ title: ['授权', 'Grants'], lines: [
      ['任职、帐号、涉密等级都由一位管理员提请、另一位决定；决定之前什么也不改变。提请在命令行办理：huapian people --help。', 'Posts, accounts and clearances are proposed by one administrator and decided by another; nothing changes before. Propose on the command line: huapian people --help.'],
      ['成批的在“导入”页：系统管理员和安全保密管理员各导入一次同一张人员表，前者列入名单、提请开立帐号，后者提请任职和涉密等级。', 'Many at once under Import: the system and the security administrator each bring the same sheet in; one lists people and proposes accounts, the other posts and clearances.'],
      ['管理员看不到案件内容；审计管理员查阅的审计记录不含姓名和案由，查阅本身也留下一条。', 'Administrators see no case; the audit log holds no names of cases, and reading it leaves a record too.'],
    ] }],
  },
]

export function Page() {
  const say = useSay()
  const { acting: { role } } = useMe()
  return (
    <>
      <h1>{say('帮助', 'Help')}</h1>
      <Tabs defaultActiveKey={readers.find((one) => one.roles.includes(role))?.key ?? 'body'} items={readers.map(({ key, label, chapters }) => ({
        key, label: say(...label),
        children: chapters.map(({ title, lines }) => <Section key={title[0]} title={say(...title)}><ol>{lines.map((one) => <li key={one[0]}>{say(...one)}</li>)}</ol></Section>),
      }))} />
      <Section title={say('快捷键', 'Keys')}><p>{say('按 / 找案件，按 ? 看快捷键，Tab 到下一处，Enter 打开或者提交，Esc 关闭。', 'Press / to find a case, ? for the keys, Tab for the next place, Enter to open or submit, Esc to close.')}</p></Section>
    </>
  )
}
