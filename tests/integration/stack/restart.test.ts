import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStackFixture } from '../../stack-fixture.ts'

/** On PGlite alone: a native server keeps its data by itself. */
const embedded = process.env.PARLEY_TARGET !== 'supabase' && !process.env.PARLEY_DB_URL
let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'parley-restart-'))
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

test.runIf(embedded)('session, rows, files, mails and keys outlive a restart', { timeout: 120_000 }, async () => {
  const first = await startStackFixture({ dataDir })
  const ada = await first.createUser('ada')
  const call = await ada.client.from('calls').insert({ title: 'before' }).select('id').single()
  await first.admin().storage.createBucket('kept')
  await first
    .admin()
    .storage.from('kept')
    .upload('a.txt', new Blob(['kept']))
  await first.anonymous().auth.signInWithOtp({ email: 'mail@example.com' })
  const ports = { api: Number(new URL(first.apiUrl).port) }
  await first.stop()
  expect((await stat(join(dataDir, 'keys.json'))).mode & 0o777).toBe(0o600)

  const second = await startStackFixture({ dataDir, ports: { db: 0, mailbox: 0, ...ports } })
  try {
    expect(second.publishableKey).toBe(first.publishableKey)
    const client = second.anonymous()
    expect((await client.auth.setSession(ada.session)).error).toBeNull()
    expect((await client.from('calls').select('id, title')).data).toEqual([{ id: call.data?.id, title: 'before' }])
    expect((await client.auth.refreshSession()).error).toBeNull()
    expect(await (await second.admin().storage.from('kept').download('a.txt')).data?.text()).toBe('kept')
    const mails = await (await fetch(`${second.mailboxUrl}/api/v1/search?query=to:mail@example.com`)).json()
    expect(mails.messages).toHaveLength(1)
  } finally {
    await second.stop()
  }
})
