import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collect, type GatewayRig, startGatewayRig } from './start-gateway-rig.ts'

const hello = [{ role: 'user' as const, content: 'Good morning, and a good day' }]

/** What becomes of money that is put by when the worker that holds it goes in the middle of an answer. */
describe.skipIf(process.env.PARLEY_TARGET === 'supabase')('a worker that goes in the middle of an answer', () => {
  let rig: GatewayRig
  beforeAll(async () => {
    rig = await startGatewayRig({ functionLimits: { llm: { wallClockMs: 12_000 } } })
  }, 120_000)
  afterAll(() => rig?.stop())

  async function slowStream(msBetween: number) {
    const ada = await rig.createUser('ada')
    const openai = rig.client((await rig.mint(ada)).token)
    rig.first.mishaps.push({ msBetween })
    const stream = await openai.chat.completions.create({ model: 'gpt-5.5-mini', messages: hello, stream: true })
    return { ada, ended: collect(stream).catch(() => 'broken') }
  }

  test('at the end of its time: what was put by is what it cost', { timeout: 120_000 }, async () => {
    const { ada, ended } = await slowStream(4_000)
    const [entry] = await rig.ledgerOf(ada, 1, 40_000)
    expect(entry).toMatchObject({ estimated: true, output_tokens: 0 })
    expect(entry?.cost_micro_usd).toBeGreaterThan(4096 * 4.5)
    await ended
  })

  test('killed: nobody settles, so it comes back when its time is over', { timeout: 120_000 }, async () => {
    const { ada, ended } = await slowStream(1_500)
    for (const { pid } of rig.stack?.functions.workers('llm') ?? []) process.kill(pid, 'SIGKILL')
    expect(await ended).toBe('broken')
    const sums = async () => {
      const [row] =
        await rig.sql()`select sum(held)::int as held, sum(settled)::int as settled from llm.shares where user_id = ${ada.id}`
      return row
    }
    expect((await sums())?.held).toBeGreaterThan(4096 * 4.5)
    await rig.sql()`update llm.holds set expires_at = now() where user_id = ${ada.id}`
    await rig.admin().rpc('llm_sweep')
    expect(await sums()).toEqual({ held: 0, settled: 0 })
    const again = await rig
      .client((await rig.mint(ada)).token)
      .chat.completions.create({ model: 'gpt-5.5-mini', messages: hello })
    expect(again.choices).toHaveLength(1)
  })
})
