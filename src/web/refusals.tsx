/** What was refused and why, above a form: read out at once, each one sentence of the server. */
export type RefusalLine = { message: string; field?: string | null; code?: string }

export const Refusals = ({ of }: { of: readonly RefusalLine[] }) =>
  of.length === 0 ? null : <div className="refusals" role="alert"><ul>{of.map((one) => <li key={`${one.code ?? ''} ${one.field ?? ''} ${one.message}`}>{one.message}</li>)}</ul></div>
