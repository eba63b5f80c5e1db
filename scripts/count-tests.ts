export type TestCount = { passed: number; failed: number }

/** How the runners that this repo uses close a run: Vitest, `deno test`, and our own TAP summary. */
const CLOSING_LINES = [/^\s*Tests\s+(.*)$/gm, /^(?:ok|FAILED) \| (.*)$/gm, /^TAP (.*)$/gm]

/**
 * Sums the tests that a runner's output says have passed and failed. Output without a closing line counts as none.
 *
 * @example countTests('ok | 3 passed | 0 failed (12ms)') // { passed: 3, failed: 0 }
 */
export function countTests(output: string): TestCount {
  const count = { passed: 0, failed: 0 }
  for (const pattern of CLOSING_LINES) {
    for (const [, line = ''] of output.matchAll(pattern)) {
      count.passed += Number(/(\d+) passed/.exec(line)?.[1] ?? 0)
      count.failed += Number(/(\d+) failed/.exec(line)?.[1] ?? 0)
    }
  }
  return count
}
