import type { RealtimeChannel, SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { TestUser } from '../stack-fixture.ts'
import { type AgentTokenRig, startAgentTokenRig } from './agent-tokens/start-agent-token-rig.ts'

interface Told {
  run_id: string
  seq: number | null
  type: string
  data: unknown
  created_at: string
}

/** What devices of a person hear of their runs on private channels, and what others do not. */
describe.skipIf(process.env.PARLEY_TARGET === 'supabase')('runs, live', { timeout: 120_000 }, () => {
  let rig: AgentTokenRig
  let ada: TestUser
  let eve: TestUser
  beforeAll(async () => {
    rig = await startAgentTokenRig()
    ada = await rig.createUser('ada')
    eve = await rig.createUser('eve')
  }, 120_000)
  afterAll(() => rig?.stop())

  /** A further device of somebody: a client of its own with the same session. */
  async function deviceOf(user: TestUser): Promise<SupabaseClient> {
    const client = rig.anonymous()
    await client.auth.setSession(user.session)
    return client
  }

  /** Joins a channel and hears everything there; how the join ended. */
  async function join(client: SupabaseClient, topic: string, isPrivate = true) {
    const heard: Told[] = []
    const channel = client.channel(topic, { config: { private: isPrivate } })
    channel.on('broadcast', { event: '*' }, ({ payload }) => heard.push(payload as Told))
    const outcome = await new Promise<string>((resolve) => channel.subscribe((status) => resolve(status)))
    return { channel, heard, outcome }
  }

  async function leave(...joined: { channel: RealtimeChannel }[]) {
    await Promise.all(joined.map(({ channel }) => channel.unsubscribe()))
  }

  // biome-ignore lint/suspicious/noExplicitAny: each function answers something else
  async function rpc(client: SupabaseClient, name: string, args: object): Promise<any> {
    const { data, error } = await client.schema('ai').rpc(name, args)
    if (error) throw new Error(`${name}: ${error.message}`)
    return data
  }

  async function startRun() {
    const [run] = await rpc(ada.client, 'start_run', { p_agent_id: null, p_text: 'Order two loaves.' })
    return run as { run_id: string; session_id: string }
  }

  test('two devices of a person hear every event in its order, as it stands in the rows', async () => {
    const [phone, laptop] = await Promise.all([deviceOf(ada), deviceOf(ada)])
    const devices = await Promise.all([phone, laptop].map((client) => join(client, `user:${ada.id}`)))
    expect(devices.map(({ outcome }) => outcome)).toEqual(['SUBSCRIBED', 'SUBSCRIBED'])

    const run = await startRun()
    const worker = rig.admin()
    const [{ lease_token }] = await rpc(worker, 'claim_run', { p_lease_seconds: 60, p_run_id: run.run_id })
    const lease = { p_run_id: run.run_id, p_lease_token: lease_token }
    const text = (n: number) => ({ type: 'text.delta', data: { step: 1, offset: n, delta: 'ä' } })
    for (let n = 0; n < 20; n += 4)
      await rpc(worker, 'save_run_events', {
        ...lease,
        p_lease_seconds: 60,
        p_events: [text(n), text(n + 1), text(n + 2), text(n + 3)],
      })
    const approval = crypto.randomUUID()
    const call = { id: approval, provider_call_id: 'c', name: 'order', arguments: { loaves: 2 }, needs_approval: true }
    await rpc(worker, 'save_run_step', {
      ...lease,
      p_step: { step: 1, text: 'Shall I?', tool_calls: [call] },
      p_events: [{ type: 'text.done', data: { step: 1, text: 'Shall I?' } }],
    })
    expect(await rpc(worker, 'park_run', lease)).toBe(true)
    expect(await rpc(phone, 'decide_approval', { p_approval_id: approval, p_decision: 'refused' })).toBe('refused')
    expect(await rpc(laptop, 'cancel_run', { p_run_id: run.run_id })).toBe('cancelled')

    const { data: rows } = await ada.client
      .schema('ai')
      .from('run_events')
      .select()
      .eq('run_id', run.run_id)
      .order('seq')
    expect(rows?.map(({ seq }) => seq)).toEqual(Array.from({ length: 25 }, (_, i) => i + 1))
    for (const { heard } of devices) {
      await vi.waitFor(() => expect(heard.some(({ type }) => type === 'run.done')).toBe(true), 20_000)
      const stored = heard.filter(({ seq }) => seq !== null)
      expect(stored.map(({ seq, type, data }) => ({ seq, type, data }))).toEqual(
        rows?.map(({ seq, type, data }) => ({ seq, type, data })),
      )
      expect(heard.filter(({ seq }) => seq === null)).toMatchObject([
        { type: 'approval.requested', run_id: run.run_id, data: { approval_id: approval, arguments: { loaves: 2 } } },
        { type: 'approval.decided', run_id: run.run_id, data: { approval_id: approval, status: 'refused' } },
      ])
    }
    await leave(...devices)
  })

  test('what a worker says between the rows is heard on the channel of the run', async () => {
    const run = await startRun()
    const own = await join(await deviceOf(ada), `run:${run.run_id}`)
    const strangers = await join(await deviceOf(eve), `run:${run.run_id}`)
    expect([own.outcome, strangers.outcome]).toEqual(['SUBSCRIBED', 'CHANNEL_ERROR'])
    const open = await join(await deviceOf(eve), `run:${run.run_id}`, false)
    const message = { topic: `run:${run.run_id}`, event: 'text.delta', payload: { type: 'text.delta' }, private: true }
    const sent = await broadcast(rig.secretKey, null, message)
    expect(sent.status).toBe(202)
    await vi.waitFor(() => expect(own.heard).toEqual([{ type: 'text.delta' }]), 20_000)
    expect([strangers.heard, open.heard]).toEqual([[], []])
    await rpc(ada.client, 'cancel_run', { p_run_id: run.run_id })
    await leave(own, strangers, open)
  })

  test('nobody else hears them: no stranger, no agent of the person, nobody without a session', async () => {
    const agent = rig.clientOf(await rig.mint(ada.id))
    await agent.realtime.setAuth(await rig.mint(ada.id))
    const listeners = await Promise.all([
      join(await deviceOf(eve), `user:${ada.id}`),
      join(agent, `user:${ada.id}`),
      join(rig.anonymous(), `user:${ada.id}`),
      // a public channel of that name is another channel
      join(await deviceOf(eve), `user:${ada.id}`, false),
    ])
    expect(listeners.map(({ outcome }) => outcome)).toEqual([
      'CHANNEL_ERROR',
      'CHANNEL_ERROR',
      'CHANNEL_ERROR',
      'SUBSCRIBED',
    ])
    const own = await join(await deviceOf(ada), `user:${ada.id}`)
    const run = await startRun()
    await rpc(ada.client, 'cancel_run', { p_run_id: run.run_id })
    await vi.waitFor(() => expect(own.heard.map(({ type }) => type)).toEqual(['run.started', 'run.done']), 20_000)
    expect(listeners.flatMap(({ heard }) => heard)).toEqual([])
    await leave(own, ...listeners)
  })

  test('nobody but the server tells anything there: not over the socket, not over HTTP', async () => {
    const laptop = await join(await deviceOf(ada), `user:${ada.id}`)
    const phone = await join(await deviceOf(ada), `user:${ada.id}`)
    const forged = { type: 'run.done', data: { status: 'completed' } }
    await phone.channel.send({ type: 'broadcast', event: 'run.done', payload: forged })
    for (const user of [ada, eve])
      await broadcast(rig.publishableKey, user.session.access_token, {
        topic: `user:${ada.id}`,
        event: 'run.done',
        payload: forged,
        private: true,
      })
    const run = await startRun()
    await rpc(ada.client, 'cancel_run', { p_run_id: run.run_id })
    await vi.waitFor(
      () => expect(laptop.heard.filter(({ type }) => type === 'run.done').length).toBeGreaterThan(0),
      20_000,
    )
    expect(laptop.heard.filter(({ run_id }) => run_id !== run.run_id)).toEqual([])
    await leave(laptop, phone)
  })

  function broadcast(key: string, token: string | null, message: object): Promise<Response> {
    const headers: Record<string, string> = { apikey: key, 'content-type': 'application/json' }
    if (token) headers.authorization = `Bearer ${token}`
    const body = JSON.stringify({ messages: [message] })
    return fetch(`${rig.apiUrl}/realtime/v1/api/broadcast`, { method: 'POST', headers, body })
  }
})
