/**
 * For drizzle-kit: `ENGINE=postgres npx drizzle-kit generate --config src/store/drizzle.config.ts`, and once more
 * without it. `MIGRATIONS` sends the output elsewhere, for the check that nothing is left to generate.
 */
import type { Config } from 'drizzle-kit'

const postgres = process.env.ENGINE === 'postgres'
const engine = postgres ? 'postgres' : 'sqlite'

export default {
  dialect: postgres ? 'postgresql' : 'sqlite',
  schema: `./src/store/schema.${engine}.ts`,
  out: process.env.MIGRATIONS ?? `./drizzle/${engine}`,
} satisfies Config
