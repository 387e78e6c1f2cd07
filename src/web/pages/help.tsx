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
        ['在工作台点“新建移送”，填写材料包并保存草稿；草稿只有本机构看得到。正在填写的随时暂存，退出以后从工作台“填了还没有办理的”接着填。', 'Choose “New transfer” on the workbench, fill in the package and save the draft; only your body sees it. What you type is kept as you go: after signing out, go on from “Begun and not sent” on the workbench.'],
        ['在案件页继续填写（“修改移送材料”），需要时先“提前沟通”。Excel 里的证据目录可以整表粘贴。', 'Go on with “Edit the transfer” on the page of the case, and consult the group beforehand where needed. A list of evidence can be pasted from Excel as a table.'],
        ['案件页的“核对发现”就是移送后审理组看到的：先补正，不能补正的写明已经怎样解决或者为什么不适用（“答复核对发现”）。', 'The “Checks” on the page are what the group will see: put them right, or say how each is settled or why it does not apply.'],
        ['由主要负责人移送。没有填齐的，系统逐项说明缺什么、依据哪一条。', 'The head transfers it. What is missing is named item by item, with the article.'],
      ] },
      { title: ['答复补查提纲', 'Answering an outline'], lines: [
        ['退回的案件出现在待办里。先由主要负责人签收，再逐项答复：已补查的附上文件并写明页码，无法补充的写明理由。', 'A returned case appears under “To do”. The head acknowledges it; then answer each item, with a file and its page, or say why it cannot be done.'],
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
        ['签署保密承诺后从案件页进入“阅卷”：左右方向键翻页，按 N 记笔记、按 D 记疑点，笔记记到事实、证据、卷和页；看过的页各人自己有标记，退回后新来的另有标记。', 'Sign the undertaking, then open “Read the file” on the page of the case: turn pages with the arrows, N for a note and D for a doubt; notes name fact, evidence, volume and page. Your own read marks are kept, and what came since a return is marked.'],
        ['二十四字逐项核对，每人写明意见，不同意见一并记录。', 'Check the six standards; every member gives an opinion, dissent is kept.'],
        ['规则找不出的问题按核对码“提出核对发现”；列入补查提纲的随提纲跟到结束，其余由审理组写明结论。', 'Raise what no rule finds as a check; one that stands in an outline follows it to its end, the others the panel settles.'],
        ['退回的理由决定退回的种类和批准人。补查提纲每一项写清查什么、证明什么、要什么证据；疑点、核对发现和二十四字的缺陷可以一次列入。', 'The grounds decide the kind of return and who approves it. Each item of the outline says what, why, and which evidence; doubts, checks and what the standards lack can be taken in with one press.'],
      ] },
      { title: ['集体审议', 'Deliberation'], lines: [
        ['组长在“集体审议”召集会议：日期、地点、参加人、议程；每个案件写明能不能审议。受邀的人会前写下意见，开始审议之前只有自己看得到。', 'The leader calls a meeting under “Deliberation”: day, place, people, agenda; each case says whether it is ready. Whoever is invited writes a view beforehand, which they alone read until the item is opened.'],
        ['会议材料一次导出。逐案“开始审议”、记录结果，没有审议完的顺延；与本人所写不同的记录会标明。会议记录从各案的结果生成。', 'The material is fetched at once. Open each item, record its outcome, postpone what is left; a record that differs from what somebody wrote is marked. The minutes are made from the outcomes.'],
      ] },
      { title: ['集中审理和回看', 'Joint review and looking back'], lines: [
        ['邀请工委以后，派驻机构、小组、工委在“集中审理室”同时看一个案件：谁在这里、争点清单、各层签署。', 'Once the committee is invited, body, group and committee meet in the “Joint review room”: who is here, one list of issues, a signature per layer.'],
        ['案件页流程图下面的滑块可以看案件在任何一步办完时的样子，以及此后有哪些不同。', 'The slider below the drawing shows the case as it stood after any step, and what is different now.'],
      ] },
    ],
  },
  {
    key: 'office', label: ['案件审理室', 'Case-review office'], roles: ['officeHead', 'leaderInCharge', 'commissionHead', 'caseManager', 'archivist', 'qualityReviewer'],
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
      { title: ['期限和参数', 'Clocks and numbers'], lines: [
        ['红灯：已经超期或者即将届满；黄灯：临近届满；各提前几个工作日见“管理”的“参数”。案件页逐步写明怎样算出来的。', 'Red: overdue or almost due; amber: soon due; how many working days before is among the numbers under Administration. The page of the case explains each step of the reckoning.'],
        ['法律没有规定的数字和批准人都在“参数”里，写明依据和起始日期。审理室主任提出改动，先看哪些案件的期限会变，由分管领导决定，最早第二天生效。', 'Numbers and approvers that the law leaves open stand there with basis and day. The head of the office proposes a change after seeing which due days would move; the leader in charge decides; it holds from the next day at the earliest.'],
      ] },
    ],
  },
  {
    key: 'committee', label: ['工委', 'Work committee'], roles: ['committeeReviewer', 'committeeHead'],
    chapters: [
      { title: ['集中审理', 'Joint review'], lines: [
        ['受邀的案件出现在待办里，看得到移送材料和小组交来的部分，看不到小组的草稿。', 'A case you are invited to appears under “To do”: you see what was handed over and what the group passed on, not its drafts.'],
        ['在“集中审理室”与小组同时看、一起议：提出争点、答复争点，认为解决了的注明；小组和工委都认为解决，争点才算解决。', 'Read and discuss with the group in the “Joint review room”: raise issues, answer them, and say when you hold one settled; it is once both layers say so.'],
        ['审核意见由本层签署，不代替小组的意见；意见不一致的写明，按程序报请决定。', 'Your layer signs its own opinion, which does not stand for that of the group; where they differ it is said, and decided as the rules have it.'],
      ] },
    ],
  },
  {
    key: 'administration', label: ['三员', 'Administrators'], roles: ['systemAdmin', 'securityAdmin', 'auditAdmin'],
    chapters: [{ title: ['授权', 'Grants'], lines: [
      ['任职、帐号、涉密等级都由一位管理员提请、另一位决定；决定之前什么也不改变。在“管理”选人、选事项，先看会怎样再提请；命令行 huapian people 也可以。', 'Posts, accounts and clearances are proposed by one administrator and decided by another; nothing changes before. Choose whom and what under Administration, see what it does, and propose; the command line (huapian people) does the same.'],
      ['成批的在“导入”页：系统管理员和安全保密管理员各导入一次同一张人员表，前者列入名单、提请开立帐号，后者提请任职和涉密等级。', 'Many at once under Import: the system and the security administrator each bring the same sheet in; one lists people and proposes accounts, the other posts and clearances.'],
      ['管理员看不到案件内容；审计管理员按何人、何事、结果和日期查审计记录，记录不含当事人姓名和案由，查阅本身也留下一条。', 'Administrators see no case; the audit administrator searches the log by who, what, result and day; it holds no names of cases, and reading it leaves a record too.'],
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
