/** Where a request comes from (来源): the address of the socket, or of the client as a trusted proxy gives it (A11). */

/** The address, or null where a request came by no network. What any other neighbour says in `X-Forwarded-For` is not heard. */
export function sourceOf({ remote, forwarded }: { remote: string | null; forwarded: string | null }, trusted: readonly string[]): string | null {
  const hops = [...(forwarded ?? '').split(',').map((one) => bare(one)).filter((one) => one !== ''), ...(remote === null ? [] : [bare(remote)])]
  // Read from our side: the first hop that is no proxy of ours; where all are, the farthest.
  while (hops.length > 1 && trusted.includes(hops.at(-1) ?? '')) hops.pop()
  return hops.at(-1)?.slice(0, 64) ?? null
}

/** 127.0.0.1, whether the socket speaks IPv4 or IPv6. */
const bare = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/i, '')
