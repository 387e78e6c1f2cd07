/** Sending a file as it is, with how far it has come: `fetch` cannot tell. */
import { cutOff, Failed, unanswered } from './ask.ts'
import type { RefusalLine } from './refusals.tsx'

/** Sends a file to an address, and gives what was refused; nothing where it was taken. `told` hears how much has gone, of 1. Throws `Failed` where no answer comes. */
export function sendFile(address: string, file: File, told: (share: number) => void): Promise<RefusalLine[]> {
  return new Promise((done, failed) => {
    const line = new XMLHttpRequest()
    line.upload.addEventListener('progress', ({ loaded, total }) => told(total === 0 ? 0 : loaded / total))
    line.addEventListener('load', () => {
      if (line.status === 201) return done([])
      const said = saidIn(line.responseText)
      if (said.length === 0) return failed(unanswered(line.status))
      if (said.some(({ code }) => code === 'UNAUTHENTICATED')) return failed(new Failed('UNAUTHENTICATED', said[0]?.message ?? ''))
      done(said)
    })
    line.addEventListener('error', () => failed(cutOff()))
    line.open('POST', address)
    line.setRequestHeader('content-type', 'application/octet-stream')
    line.send(file)
  })
}

/** Sends a file to an address that answers with what came of it. Throws `Failed` where it was refused, or no answer comes. */
export async function sendForAnswer<Data>(address: string, file: File): Promise<Data> {
  const response = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file }).catch(() => { throw cutOff() })
  const answer = (await response.json().catch(() => ({}))) as Data & { errors?: { message: string; extensions?: { code?: string } }[] }
  const [error] = answer.errors ?? []
  if (error) throw new Failed(error.extensions?.code ?? 'FAILED', error.message)
  if (!response.ok) throw unanswered(response.status)
  return answer
}

/** The refusals of an answer, or the errors of one that came from before the file was looked at. */
function saidIn(text: string): RefusalLine[] {
  try {
    const { refusals, errors } = JSON.parse(text) as { refusals?: RefusalLine[]; errors?: { message: string }[] }
    return refusals ?? errors?.map(({ message }) => ({ message })) ?? []
  } catch {
    return []
  }
}
