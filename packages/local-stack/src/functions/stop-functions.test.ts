import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { createTestProject } from './testing/create-test-project.ts'
import { startTestHost } from './testing/start-test-host.ts'

/** Processes whose command line names the project's folder: its workers, and no one else's. */
function processesOf(dir: string): number[] {
  return readdirSync('/proc').flatMap((entry) => {
    try {
      return /^\d+$/.test(entry) && readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes(dir) ? [Number(entry)] : []
    } catch {
      return []
    }
  })
}

test.runIf(process.platform === 'linux')('stop ends workers that run, boot, spin and wait', async () => {
  const { host, project, url, logged } = await startTestHost({
    idle: `addEventListener('beforeunload', (event) => console.log('unload ' + (event as CustomEvent).detail.reason))
      export default { fetch: () => new Response() }`,
    booting: `await new Promise(() => { setTimeout(() => {}, 1e6) }); export default { fetch: () => new Response() }`,
    spinning: `export default { async fetch() { console.log('spins'); setTimeout(() => { for (;;); }, 20); await new Promise(() => {}) } }`,
    waiting: `export default { fetch: () => { EdgeRuntime.waitUntil(new Promise(() => {})); return new Response() } }`,
  })
  await Promise.all([fetch(url('idle')), fetch(url('waiting')), host.warm(['spinning'])])
  const open = [fetch(url('booting')), fetch(url('spinning'))]
  // Until it is there, the request is one that a stopping host does not take any more.
  await logged(/spins/)
  await expect.poll(() => processesOf(project.dir).length).toBe(4)
  const startedAt = performance.now()
  await host.stop()
  expect(performance.now() - startedAt).toBeLessThan(2_000)
  expect(processesOf(project.dir)).toEqual([])
  await logged(/unload termination/)
  expect((await Promise.all(open)).map(({ status }) => status)).toEqual([503, 500])
  expect((await fetch(url('idle'))).status).toBe(503)
})

test.runIf(process.platform === 'linux')('workers end when the process of the host is killed', async () => {
  const project = createTestProject({
    orphan: `export default { fetch: () => new Response() }`,
    spinning: `setTimeout(() => { for (;;); }, 100); export default { fetch: () => new Response() }`,
  })
  const parent = spawnHost(project.functionsDir)
  onTestFinished(() => {
    parent.kill('SIGKILL')
    project.remove()
  })
  await once(parent.stdout ?? parent, 'data')
  expect(processesOf(`${project.dir},`)).toHaveLength(2)
  await delay(200)
  parent.kill('SIGKILL')
  await expect.poll(() => processesOf(`${project.dir},`), { timeout: 3_000 }).toEqual([])
})

/** A process with a host of its own, which writes something once its functions are warm. */
function spawnHost(functionsDir: string): ChildProcess {
  const module = fileURLToPath(new URL('./create-functions-host.ts', import.meta.url))
  const code = `const { createFunctionsHost } = await import(${JSON.stringify(module)})
    const host = createFunctionsHost({ functionsDir: ${JSON.stringify(functionsDir)}, env: {}, limits: { cpu: false }, apiKeys: [], verifyToken: async () => {}, log: () => {} })
    await host.warm()
    console.log('warm')`
  return spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
}
