/** 自检审计链: one walk along the whole of it, a page at a time, so that its length does not matter. */
import { and, asc, eq, sql } from 'drizzle-orm'
import { bodyOf, headOf, links, secondsBack, steadySeconds, type AuditRow, type Head } from './audit.ts'
import { digest } from './canonical.ts'
import type { Store } from './store.ts'

/** The outcome of a check: the number of links, or the first that is wrong and why. */
export type ChainCheck = { ok: true; links: number } | { ok: false; seq: number; reason: string }

/** What else a walk is for: `each` link that is right, what is no fault but worth a look, how far it has come. */
export type Walk = { each?: (link: AuditRow, body: Record<string, unknown>) => void; warn?: (line: string) => void; progress?: (done: number, total: number) => void }

/** Walks a whole chain. `known` are heads kept elsewhere: they show a tail cut off, a file rolled back, or a chain forged anew, which a chain alone cannot. */
export async function verifyChain(store: Store, commission: string, known: readonly Head[] = [], { each, warn, progress }: Walk = {}): Promise<ChainCheck> {
  const wrong = (seq: number, reason: string): ChainCheck => ({ ok: false, seq, reason })
  const kept = known.toSorted((a, b) => a.seq - b.seq)
  const head = await headOf(store, commission)
  const clock = clockWatch()
  let [seq, prev, steps, settings, checked, next] = [0, '', 0, 0, 0, 0]
  let at: string | null = null
  for (;;) {
    const page = await links(store, commission, seq, 1000)
    for (const link of page) {
      if (link.seq > head.seq) break // written since this walk began
      if (link.seq !== seq + 1) return wrong(seq + 1, `缺少第${seq + 1}条`)
      seq = link.seq
      if (link.prev !== prev) return wrong(seq, `第${seq}条与前一条接不上`)
      if (hashOf(link) !== link.hash) return wrong(seq, `第${seq}条的内容与其杂凑值不符`)
      const body = bodyOf(link)
      if (!body || body.seq !== seq || body.at !== link.at || body.kind !== link.kind || body.commission !== commission) return wrong(seq, `第${seq}条的时间或者类别被改过`)
      for (let one = kept[next]; one && one.seq <= seq; one = kept[++next]) {
        if (one.hash !== link.hash) return wrong(checked + 1, `第${seq}条与另处保存的链头不符，第${checked + 1}条至第${seq}条之间被改过`)
        checked = seq
      }
      ;[prev, at] = [link.hash, link.at]
      if (link.kind === 'step') steps++
      if (link.kind === 'roster' || link.kind === 'settings') settings++
      clock.look(seq, link.at, body)
      each?.(link, body)
    }
    progress?.(seq, head.seq)
    if (page.length < 1000 || seq >= head.seq) break
  }
  if (head.seq !== seq) return wrong(seq + 1, `链头为第${head.seq}条，链却只到第${seq}条`)
  const beyond = await beyondHead(store, commission)
  if (beyond !== null) return wrong(beyond, `链上有第${beyond}条，链头却没有到这一条`)
  if (head.hash !== prev || head.at !== at) return wrong(seq, '链头与最后一条不符')
  if (head.steps !== steps || head.settings !== settings) return wrong(seq, '链头所记的办理或者设置的条数与链不符')
  const missing = kept.at(-1)
  if (missing && missing.seq > seq) return wrong(seq + 1, `另处保存的链头为第${missing.seq}条，现在只有${seq}条`)
  const told = clock.told()
  if (told !== null) warn?.(told)
  return { ok: true, links: seq }
}

/** The hash a link should have; '' where it names an algorithm that nobody knows. */
function hashOf({ prev, body, algorithm }: AuditRow): string {
  try {
    return digest(prev + body, algorithm)
  } catch {
    return ''
  }
}

/** A link after the head, in one statement, so that writing meanwhile does not look like one. */
async function beyondHead({ t, fresh }: Store, commission: string): Promise<number | null> {
  const [link] = await fresh.select({ seq: t.audit.seq }).from(t.audit)
    .leftJoin(t.heads, eq(t.heads.commission, t.audit.commission))
    .where(and(eq(t.audit.commission, commission), sql`${t.audit.seq} > coalesce(${t.heads.seq}, 0)`)).orderBy(asc(t.audit.seq)).limit(1)
  return link?.seq ?? null
}

/** Sees a clock that was set back, by the link before and by the steady clock of the same machine (P22, H12). */
function clockWatch() {
  const machines = new Map<string, { at: number; mono: number }>()
  let [before, count, first, most]: [string | null, number, number, number] = [null, 0, 0, 0]
  return {
    look(seq: number, at: string, { boot, mono }: Record<string, unknown>): void {
      let back = secondsBack(before, at)
      before = at
      if (typeof boot === 'string' && typeof mono === 'number') {
        const [then, instant] = [machines.get(boot), Date.parse(at)]
        if (then) back = Math.max(back, Math.round((mono - then.mono - (instant - then.at)) / 1000))
        machines.set(boot, { at: instant, mono })
      }
      if (back <= steadySeconds) return
      if (count++ === 0) first = seq
      most = Math.max(most, back)
    },
    told: (): string | null => (count === 0 ? null : `时间倒退${count}处，第一处在第${first}条，最多${most}秒：系统时钟被拨慢过，或者是补录、演示、模拟的案件`),
  }
}
