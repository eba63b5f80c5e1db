import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Vitest would leave one core free, and so run one file after the other on two; most tests wait more than they work. */
const maxWorkers = Math.max(2, availableParallelism())

/** What is waited for comes when it comes: a second, as Vitest would have it, is a guess at how busy the machine is. */
const expect = { poll: { timeout: 15_000 } }

/** Unit tests stand beside their file; everything that starts servers stands in `tests/`. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          maxWorkers,
          expect,
          sequence: { groupOrder: 1 },
          include: ['packages/**/*.test.ts', 'scripts/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      'apps/web',
      {
        test: {
          name: 'integration',
          maxWorkers,
          expect,
          sequence: { groupOrder: 2 },
          include: ['tests/{integration,security,conformance}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 90_000,
        },
      },
      {
        test: {
          name: 'faults',
          maxWorkers,
          expect,
          sequence: { groupOrder: 3 },
          include: ['tests/faults/**/*.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
      {
        test: {
          name: 'e2e',
          expect,
          sequence: { groupOrder: 4 },
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/build-once.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
