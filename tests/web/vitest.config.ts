import { dirname } from 'node:path'
import { defineConfig } from 'vitest/config'

/** The tests in a real browser: `npm run browse`, and `.ci/run`. Each starts the product as `npm start` does. */
export default defineConfig({
  root: dirname(dirname(import.meta.dirname)),
  test: { include: ['tests/web/**/*.browser.ts'], globalSetup: ['tests/web/demo.ts'], maxWorkers: 1, testTimeout: 120_000, hookTimeout: 240_000 },
})
