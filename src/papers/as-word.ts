/** Word files. The modules that set them, 10 MB of memory, come with the first: most commands and many servers never set one. */
import type { startTemplate as start, toWord as set } from './word.ts'

export const toWord: typeof set = async (...given) => (await import('./word.ts')).toWord(...given)

export const startTemplate: typeof start = async (...given) => (await import('./word.ts')).startTemplate(...given)
