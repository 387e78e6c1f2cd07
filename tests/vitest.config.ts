import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { defineConfig } from 'vitest/config'

// graphql 17 ships a second copy of itself under its `development` condition; with it loaded next to
// the ordinary one, every GraphQL error comes out masked. So: all conditions but that one.
const conditions = ['node', 'module-sync', 'default']

export default defineConfig({
  root: dirname(import.meta.dirname),
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/help/demo.ts'],
    execArgv: ['--import', './src/setup/launch.js'],
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
})
