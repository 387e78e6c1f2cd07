/**
 * How far long work has come: a bar on a terminal, a plain line at every tenth elsewhere. Always on
 * stderr, so that what a command prints can be piped.
 */

/** Told again and again: how much is done of how much. */
export type Progress = (done: number, total: number) => void

type Stream = { isTTY?: boolean; write: (text: string) => unknown }

/** Shows progress under a label, on stderr unless told otherwise. */
export function progressOf(label: string, stream: Stream = process.stderr): Progress {
  let shown = -1
  return (done, total) => {
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100)
    const step = stream.isTTY ? percent : Math.floor(percent / 10) * 10
    if (step === shown || (step === 0 && !stream.isTTY)) return
    shown = step
    stream.write(stream.isTTY ? `\r${label} ${bar(percent)} ${percent}%（${done}/${total}）${done === total ? '\n' : ''}` : `${label} ${step}%（${done}/${total}）\n`)
  }
}

const bar = (percent: number): string => '█'.repeat(Math.floor(percent / 5)).padEnd(20, '░')
