import { defineConfig } from 'vitest/config'
import browser from './vitest.config.ts'

/** What `.ci/run` has no room for: a whole case through the pages, and every page in all its looks. `npm run walk`, or one of them: `npm run walk -- looks`. */
export default defineConfig({ ...browser, test: { ...browser.test, include: ['tests/web/*.walk.ts'] } })
