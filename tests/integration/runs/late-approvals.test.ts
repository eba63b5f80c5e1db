import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { TestUser } from '../../stack-fixture.ts'
import { type Endpoint, startEndpoint } from '../tools/start-endpoint.ts'
import { type RunsRig, startRunsRig } from './start-runs-rig.ts'
import { textOf } from './text-of.ts'

let endpoint: Endpoint
let rig: RunsRig
let ada: Awaited<ReturnType<RunsRig['newPerson']>>
/** Ada on another device, with a session of its own. */
let phone: TestUser

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })
beforeAll(async () => {
  endpoint = await startEndpoint()
  rig = await startRunsRig({ functionsEnv: { TOOLS_ALLOW_PRIVATE_HOSTS: endpoint.host } })
  ada = await rig.newPerson('ada')
  phone = await signInAgain(ada.user)
  await rig.addHttpTool(ada, { name: 'pay', host: endpoint.host, needsApproval: true })
})
afterAll(async () => {
  await rig?.stop()
  await endpoint?.stop()
})
beforeEach(() => {
  rig.provider.reset()
  endpoint.received.length = 0
  endpoint.reply = async () => 'Paid.'
  rig.provider.answer = ({ turns }) => {
    const last = turns.at(-1)
    return last?.role === 'tool' ? { text: `Told: ${last.output.split('\n').at(-1)}` } : { calls: [PAY] }
  }
})

const PAY = { name: 'pay', arguments: '{"amount":7}' }

async function signInAgain(user: TestUser): Promise<TestUser> {
  const link = await rig.admin().auth.admin.generateLink({ type: 'magiclink', email: user.email })
  const client = rig.anonymous()
  const token_hash = link.data.properties?.hashed_token ?? ''
  const { data } = await client.auth.verifyOtp({ type: 'email', token_hash })
  if (!data.session) throw new Error('Signing in again gave no session')
  return { ...user, client, session: data.session }
}

/** A run that waits for Ada, and what she is asked. */
async function untilAsked() {
  const stream = await rig.stream(ada.user, { action: 'start', agent_id: ada.agentId, text: 'Pay.' })
  await stream.until(({ type }) => type === 'run.waiting')
  const [approval] = await rig.sql()<[{ id: string }]>`select id from ai.approvals where run_id = ${stream.runId}`
  return { stream, approvalId: approval.id }
}

/** As if so much time had gone by, for everything that keeps a time. */
async function letTimePass(time: string): Promise<void> {
  const sql = rig.sql()
  await sql`update ai.approvals set expires_at = expires_at - ${time}::interval, created_at = created_at - ${time}::interval`
  await sql`update ai.tool_calls set expires_at = expires_at - ${time}::interval, created_at = created_at - ${time}::interval`
  await sql`update ai.runs set deadline_at = deadline_at - ${time}::interval, waiting_since = waiting_since - ${time}::interval`
  await sql`update private.run_jobs set run_after = run_after - ${time}::interval`
}

const decide = (user: TestUser, approval_id: string, decision: 'approved' | 'refused') =>
  rig.ask(user, { action: 'decide', approval_id, decision })

const ended = (runId: string) => expect.poll(async () => (await rig.row(runId)).status, { timeout: 60_000 })

test('an approval that takes a day: given on the phone, it is carried out once, by a worker that knew nothing of it', async () => {
  const { stream, approvalId } = await untilAsked()
  await rig.killWorkers()
  await letTimePass('1 day')
  expect(endpoint.received).toHaveLength(0)
  expect(await rig.row(stream.runId)).toMatchObject({ status: 'waiting', error_code: null })

  expect(await decide(phone, approvalId, 'approved')).toMatchObject({ status: 200, body: { status: 'approved' } })
  await ended(stream.runId).toBe('completed')
  expect(endpoint.received.map(({ body }) => body)).toEqual(['{"amount":7}'])
  expect(endpoint.received[0]?.headers['idempotency-key']).toBe(approvalId)
  expect(textOf(await rig.stored(stream.runId))).toEqual(['Told: > "Paid."'])
})

test('an approval that nobody gave within its week: it is too late for it, nothing is called, and the run ends', async () => {
  const { stream, approvalId } = await untilAsked()
  await rig.killWorkers()
  await letTimePass('8 days')
  expect(await decide(phone, approvalId, 'approved')).toMatchObject({
    status: 410,
    body: { error: { code: 'approval_expired' } },
  })
  // Who comes to look sets going what is due.
  const later = await rig.stream(phone, { action: 'stream', run_id: stream.runId, after: stream.lastId })
  expect((await later.until(({ type }) => type === 'run.done')).data).toMatchObject({ status: 'completed' })
  expect(endpoint.received).toHaveLength(0)
  const events = await rig.stored(stream.runId)
  expect(events.find(({ type }) => type === 'tool.decided')?.data).toMatchObject({ decision: 'expired' })
})

test('two devices that decide differently at the same moment: one counts, for both, and is what happens', async () => {
  const counted = { approved: 0, refused: 0 }
  for (let round = 0; round < 6; round += 1) {
    endpoint.received.length = 0
    const { stream, approvalId } = await untilAsked()
    const asked = [() => decide(ada.user, approvalId, 'refused'), () => decide(phone, approvalId, 'approved')]
    const answers = await Promise.all((round % 2 === 0 ? asked : asked.reverse()).map((ask) => ask()))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.body.error?.code).toBe('approval_decided')
    const won = answers.find(({ status }) => status === 200)?.body.status as 'approved' | 'refused'
    counted[won] += 1

    const later = await rig.stream(phone, { action: 'stream', run_id: stream.runId, after: 0 })
    const [laptop, other] = await Promise.all([stream.all(), later.all()])
    for (const events of [laptop, other, await rig.stored(stream.runId)]) {
      const told = events.filter(({ type }) => type === 'tool.decided').map(({ data }) => data)
      expect(told).toMatchObject([{ decision: won }])
    }
    expect(endpoint.received).toHaveLength(won === 'approved' ? 1 : 0)
    expect((await rig.row(stream.runId)).status).toBe('completed')
  }
  expect(counted.approved + counted.refused).toBe(6)
})
