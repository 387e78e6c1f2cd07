/** A name from the schema or the log as English words: `absentPostId` is “Absent post”, `signedIn` “Signed in”. */
export function spelled(name: string): string {
  const words = name.replaceAll('_', ' ').replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
    .replace(/(?<=[a-z]) id$/, '').replace(/y ids$/, 'ies').replace(/(?<=[a-z]) ids$/, 's')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
