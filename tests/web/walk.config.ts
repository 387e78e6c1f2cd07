import { defineConfig } from 'vitest/config'
import browser from './vitest.config.ts'

/** A whole case through the pages: `npm run walk`. Three minutes, for which `.ci/run` has no room. */
export default defineConfig({ ...browser, test: { ...browser.test, include: ['tests/web/whole.walk.ts'] } })
