/** How the build tells the browser what a step asks for. */

/** One field of a form: `group` is a set of fields, `given` an id that the page makes up, the last kinds choose from what there is. */
export type Asked = {
  name: string
  /** Its heading in both languages, and the whole description. */
  zh: string
  en: string
  about: string
  kind: 'line' | 'text' | 'whole' | 'number' | 'flag' | 'day' | 'choice' | 'group' | 'given' | 'person' | 'body' | 'subject' | 'fact' | 'executionItem' | 'check' | 'attachment' | 'zone' | 'chosen'
  many: boolean
  wanted: boolean
  /** The enum of a choice, the fields of a group. */
  type?: string
}

/** The fields of every step and of every group, and the id of the document of each step, by name; the same of what administrators ask for; and the papers of the intake list, in order. */
export type Asks = { intake: string[]; steps: Record<string, Asked[]>; groups: Record<string, Asked[]>; documents: Record<string, string>; grants: Record<string, Asked[]>; grantDocuments: Record<string, string> }

/** The words of every value of every enum: Chinese, English. */
export type EnumWords = Record<string, Record<string, [zh: string, en: string]>>
