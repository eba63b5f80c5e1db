import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test } from 'vitest'

const run = promisify(execFile)
const cli = join(import.meta.dirname, '../../../packages/local-stack/src/cli.ts')
const embedded = process.env.PARLEY_TARGET !== 'supabase'
let stateDir: string
let ports: Record<string, string>

async function stack(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, ...ports, PARLEY_STATE_DIR: stateDir, NODE_ENV: '' }
  return run(process.execPath, [cli, ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    (error) => ({ code: error.code, out: error.stdout, err: error.stderr }),
  )
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return String(typeof address === 'object' ? address?.port : 0)
}

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'parley-cli-'))
  const [api, db, mailbox] = await Promise.all([freePort(), freePort(), freePort()])
  ports = { PARLEY_API_PORT: api, PARLEY_DB_PORT: db, PARLEY_MAILBOX_PORT: mailbox }
})

afterAll(async () => {
  await stack('stop')
  if (process.env.PARLEY_DB_URL) await stack('reset')
  await rm(stateDir, { recursive: true, force: true })
})

test.runIf(embedded)('what does not run has no status, and stopping it is no fault', async () => {
  expect(await stack('status')).toMatchObject({ code: 1, err: expect.stringContaining('pnpm stack start') })
  expect(await stack('stop')).toMatchObject({ code: 0, out: expect.stringContaining('No stack runs') })
})

test.runIf(embedded)('a taken port is one line that names the setting', async () => {
  const server = createServer().listen(Number(ports.PARLEY_MAILBOX_PORT), '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { code, err } = await stack('start')
  await new Promise((resolve) => server.close(resolve))
  expect(code).toBe(1)
  expect(err.trim().split('\n')).toEqual([
    `Port ${ports.PARLEY_MAILBOX_PORT} (mailbox) is taken. Stop what listens there, or set PARLEY_MAILBOX_PORT or [local_smtp] port in supabase/config.toml.`,
  ])
})

test.runIf(embedded)('start, status, reset and stop, over processes', { timeout: 180_000 }, async () => {
  expect(await stack('start', '--detach')).toMatchObject({ code: 0 })
  const status = JSON.parse((await stack('status', '-o', 'json')).out)
  expect(status).toMatchObject({
    API_URL: `http://127.0.0.1:${ports.PARLEY_API_PORT}`,
    MAILPIT_URL: `http://127.0.0.1:${ports.PARLEY_MAILBOX_PORT}`,
    DB_URL: expect.stringMatching(/^postgresql:/),
    PUBLISHABLE_KEY: expect.stringMatching(/^sb_publishable_/),
    SECRET_KEY: expect.stringMatching(/^sb_secret_/),
    ANON_KEY: expect.stringMatching(/^eyJ/),
    SERVICE_ROLE_KEY: expect.stringMatching(/^eyJ/),
  })
  expect((await stack('start')).err).toContain('runs already')

  for (const key of [status.SECRET_KEY, status.SERVICE_ROLE_KEY]) {
    const admin = createClient(status.API_URL, key, { auth: { persistSession: false } })
    expect((await admin.auth.admin.createUser({ email: `${key.slice(0, 5)}@example.com` })).error).toBeNull()
  }
  const admin = createClient(status.API_URL, status.SECRET_KEY, { auth: { persistSession: false } })
  expect((await admin.auth.admin.listUsers()).data.users).toHaveLength(2)

  expect(await stack('reset')).toMatchObject({ code: 0 })
  expect((await admin.auth.admin.listUsers()).data.users).toHaveLength(0)
  expect(JSON.parse((await stack('status', '-o', 'json')).out)).toEqual(status)
  expect((await stack('stop')).out).toContain('Stopped')
  await expect(fetch(`${status.API_URL}/health`)).rejects.toThrow()
})
