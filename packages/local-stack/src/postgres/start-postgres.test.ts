import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgresJs from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startPostgres } from './start-postgres.ts'

let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'parley-postgres-'))
})

afterAll(async () => await rm(dataDir, { recursive: true, force: true }))

async function run(url: string, statement: string): Promise<unknown[]> {
  const sql = postgresJs(url, { max: 1 })
  try {
    return [...(await sql.unsafe(statement))]
  } finally {
    await sql.end()
  }
}

/** The server in a process of its own, which can be killed. Resolves with its URL. */
async function startInProcess(): Promise<{ child: ChildProcess; url: string }> {
  const module = new URL('./start-postgres.ts', import.meta.url).href
  const script = `
    const { startPostgres } = await import(${JSON.stringify(module)})
    console.log((await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, port: 0 })).url)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [output] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, url: output.toString().trim() }
}

it('keeps data over a stop and over a crash, and one process at a time has the directory', async () => {
  const first = await startPostgres({ dataDir, port: 0 })
  await run(first.url, 'create table kept as select 1 as n')
  await first.stop()
  const { child, url } = await startInProcess()
  await run(url, 'insert into kept values (2)')
  await expect(startPostgres({ dataDir, port: 0 })).rejects.toThrow(/Another process has the database .* open/)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const third = await startPostgres({ dataDir, port: 0 })
  expect(await run(third.url, 'select n from kept order by n')).toEqual([{ n: 1 }, { n: 2 }])
  await third.stop()
}, 90_000)

it('says which port is taken and what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await expect(startPostgres({ dataDir: 'memory', port })).rejects.toThrow(
    `Port ${port} is taken: stop what listens there, or choose another port`,
  )
  other.close()
})
