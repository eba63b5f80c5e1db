import type { RealtimeChannel } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRawSocket } from './testing/raw-socket.ts'
import { startTestRealtime, type TestRealtime, user } from './testing/start-test-realtime.ts'
import { subscribeChannel } from './testing/subscribe-channel.ts'

const schema = `
  create policy "Read" on realtime.messages for select to authenticated using (realtime.topic() like 'stage%');
  create policy "Write" on realtime.messages for insert to authenticated
    with check (extension = 'presence' and auth.jwt() ->> 'actor' = 'true');
`

let server: TestRealtime

beforeAll(async () => {
  server = await startTestRealtime(schema)
}, 60_000)
afterAll(() => server.stop())

interface Seen {
  channel: RealtimeChannel
  events: string[]
}

/** Joins with presence and keeps which keys came and went. */
async function attend(name: string, key: string, token?: string, isPrivate = false): Promise<Seen> {
  const events: string[] = []
  const client = token ? await server.signedIn(token) : server.client()
  const channel = client.channel(name, { config: { presence: { key }, private: isPrivate } })
  channel.on('presence', { event: 'join' }, (join) => events.push(`join ${join.key}`))
  channel.on('presence', { event: 'leave' }, (leave) => events.push(`leave ${leave.key}`))
  const synced = new Promise<void>((resolve) => channel.on('presence', { event: 'sync' }, () => resolve()))
  await subscribeChannel(channel)
  await synced // also where nobody is there
  return { channel, events }
}

const withoutRefs = (channel: RealtimeChannel) =>
  Object.fromEntries(
    Object.entries(channel.presenceState()).map(([key, metas]) => [
      key,
      metas.map(({ presence_ref: _, ...meta }) => meta),
    ]),
  )

it('tells who is there, who comes, changes and goes', async () => {
  const a = await attend('hall', 'a')
  expect(await a.channel.track({ mood: 'calm' })).toBe('ok')
  const b = await attend('hall', 'b')
  expect(withoutRefs(b.channel)).toEqual({ a: [{ mood: 'calm' }] })
  await b.channel.track({})
  await expect.poll(() => a.events).toContain('join b')
  await a.channel.track({ mood: 'merry' })
  await expect.poll(() => withoutRefs(b.channel)).toEqual({ a: [{ mood: 'merry' }], b: [{}] })
  await a.channel.untrack()
  await expect.poll(() => withoutRefs(b.channel)).toEqual({ b: [{}] })
  expect(b.events).toContain('leave a')
})

it('shows a key as often as it is there, each with a reference of its own', async () => {
  const [first, second] = [await attend('twins', 'same'), await attend('twins', 'same')]
  await first.channel.track({ n: 1 })
  await second.channel.track({ n: 2 })
  await expect.poll(() => withoutRefs(first.channel)).toEqual({ same: [{ n: 1 }, { n: 2 }] })
  const refs = first.channel.presenceState().same?.map(({ presence_ref }) => presence_ref)
  expect(new Set(refs).size).toBe(2)
})

it('takes a lost socket for a leave', async () => {
  const watcher = await attend('cliff', 'watcher')
  const faller = await openRawSocket(server.url)
  const topic = 'realtime:cliff'
  faller.send(['1', '1', topic, 'phx_join', { config: { presence: { key: 'faller', enabled: true } } }])
  faller.send(['1', '2', topic, 'presence', { type: 'presence', event: 'track', payload: {} }])
  await expect.poll(() => watcher.events).toContain('join faller')
  faller.webSocket.terminate()
  await expect.poll(() => watcher.events).toContain('leave faller')
})

it('asks the policies of a private channel', async () => {
  const actor = await attend('stage', 'actor', await server.token(user(), { actor: 'true' }), true)
  const viewer = await attend('stage', 'viewer', await server.token(user()), true)
  expect(await viewer.channel.track({})).toBe('error')
  expect(await actor.channel.track({ role: 'lead' })).toBe('ok')
  await expect.poll(() => withoutRefs(viewer.channel)).toEqual({ actor: [{ role: 'lead' }] })
})

it('is switched on by track where the join did not ask for it', async () => {
  const watcher = await attend('quiet', 'watcher')
  const quiet = await subscribeChannel(server.client().channel('quiet'))
  expect(await quiet.track({ late: true })).toBe('ok')
  await expect.poll(() => Object.values(withoutRefs(watcher.channel))).toEqual([[{ late: true }]])
})
