import { dirname } from 'node:path'
import { defineConfig } from 'vitest/config'

/** The tests in a real browser: `npm run browse`, and `.ci/run`. Each file has a server and a browser of its own; they wait most of the time, so two run side by side. */
export default defineConfig({
  root: dirname(dirname(import.meta.dirname)),
  test: { include: ['tests/web/**/*.browser.ts'], globalSetup: ['tests/web/demo.ts'], maxWorkers: 2, testTimeout: 120_000, hookTimeout: 240_000 },
})
