import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { countTests, type TestCount } from './count-tests.ts'

/**
 * `pnpm test`: everything that must be green, in the order in which it fails fastest. Every step runs even if one
 * before it failed, so that one run tells all. `pnpm test unit e2e` runs those steps only.
 *
 * With `PARLEY_DB_URL` (a native PostgreSQL in which databases may be created) the database and integration steps run
 * a second time on it.
 */
type Step = { name: string; command: string[]; env?: Record<string, string>; when?: boolean }

const native = process.env.PARLEY_DB_URL !== undefined
const onPglite = { PARLEY_DB_URL: '' }

const STEPS: Step[] = [
  { name: 'lint', command: ['biome', 'check', '.'] },
  { name: 'types', command: ['pnpm', 'run', 'typecheck'] },
  { name: 'unit', command: ['vitest', 'run', '--project', 'unit', '--project', 'web'], env: onPglite },
  { name: 'functions', command: ['node', 'scripts/test-functions.ts'] },
  { name: 'database', command: ['node', 'scripts/test-database.ts'], env: onPglite },
  { name: 'database-native', command: ['node', 'scripts/test-database.ts'], when: native },
  { name: 'database-types', command: ['node', 'scripts/generate-database-types.ts', '--check'], env: onPglite },
  { name: 'integration', command: ['vitest', 'run', '--project', 'integration'], env: onPglite },
  { name: 'integration-native', command: ['vitest', 'run', '--project', 'integration'], when: native },
  { name: 'faults', command: ['vitest', 'run', '--project', 'faults'], env: onPglite },
  { name: 'e2e', command: ['vitest', 'run', '--project', 'e2e'], env: onPglite },
]

const chosen = process.argv.slice(2)
const steps = STEPS.filter((step) => (chosen.length > 0 ? chosen.includes(step.name) : step.when !== false))
const unknown = chosen.filter((name) => !STEPS.some((step) => step.name === name))
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${STEPS.map((step) => step.name).join(', ')}`)
  process.exit(2)
}

const results: (Step & { seconds: number; ok: boolean; count: TestCount })[] = []
for (const step of steps) {
  console.log(`\n── ${step.name} ${'─'.repeat(Math.max(0, 70 - step.name.length))}`)
  const started = performance.now()
  const { ok, output } = await run(step)
  results.push({ ...step, ok, seconds: (performance.now() - started) / 1000, count: countTests(output) })
}

console.log(`\n── summary (${availableParallelism()} cores) ${'─'.repeat(52)}`)
for (const { name, ok, seconds, count } of results) {
  const tests = count.passed + count.failed > 0 ? `${count.passed} passed, ${count.failed} failed` : ''
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(20)} ${seconds.toFixed(1).padStart(6)} s  ${tests}`)
}
const failedSteps = results.filter((result) => !result.ok)
const passed = results.reduce((sum, result) => sum + result.count.passed, 0)
const failed = results.reduce((sum, result) => sum + result.count.failed, 0)
console.log(`\n${passed} passed, ${Math.max(failed, failedSteps.length)} failed`)
process.exit(failedSteps.length > 0 ? 1 : 0)

function run(step: Step): Promise<{ ok: boolean; output: string }> {
  const [command = '', ...args] = step.command
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: { ...process.env, NO_COLOR: '1', DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1', ...step.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const keep = (chunk: Buffer) => {
      output += chunk
      process.stdout.write(chunk)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => resolve({ ok: false, output: `${output}\n${error.message}` }))
    child.on('close', (code) => resolve({ ok: code === 0, output }))
  })
}
