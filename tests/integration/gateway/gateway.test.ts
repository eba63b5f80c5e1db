import OpenAI from 'openai'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { TestUser } from '../../stack-fixture.ts'
import { collect, type GatewayRig, startGatewayRig } from './start-gateway-rig.ts'

const hello = [{ role: 'user' as const, content: 'Good morning' }]
const WEATHER = {
  type: 'function' as const,
  function: { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
}

/** OpenAI's own client, unchanged, against the gateway. */
describe.skipIf(process.env.PARLEY_TARGET === 'supabase')('the gateway, by OpenAI’s client', () => {
  let rig: GatewayRig
  let ada: TestUser
  let openai: OpenAI
  beforeAll(async () => {
    rig = await startGatewayRig()
  }, 120_000)
  afterAll(() => rig?.stop())
  afterEach(() => {
    expect([rig.first.mishaps, rig.spare.mishaps]).toEqual([[], []])
    for (const proxy of [rig.first, rig.spare]) proxy.seen.length = 0
  })

  /** Somebody new, with a client and a minted token. */
  async function somebody(options = {}) {
    ada = await rig.createUser('ada')
    const minted = await rig.mint(ada)
    openai = rig.client(minted.token, options)
    return minted
  }

  test('a chat: answered by the plan’s model, paid, and grouped by the token’s session', async () => {
    const { sessionId, ttl, tier, expiresAt } = await somebody()
    expect([ttl, tier]).toEqual([900, 'free'])
    expect(Math.abs(Date.parse(expiresAt) - Date.now() - 900_000)).toBeLessThan(30_000)
    const { data, response } = await openai.chat.completions
      .create({ messages: hello } as OpenAI.ChatCompletionCreateParamsNonStreaming)
      .withResponse()
    expect(data.choices[0]?.message.content).toBe('I heard: Good morning')
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(Number(response.headers.get('x-ratelimit-remaining-requests'))).toBe(999)
    const { prompt_tokens = 0, completion_tokens = 0 } = data.usage ?? {}
    expect(await rig.ledgerOf(ada, 1)).toEqual([
      {
        model: 'gpt-5.5-mini',
        session_id: sessionId,
        source: 'gateway',
        input_tokens: prompt_tokens,
        output_tokens: completion_tokens,
        cost_micro_usd: Math.ceil(prompt_tokens * 0.75 + completion_tokens * 4.5),
        estimated: false,
      },
    ])
  })

  test('what the provider gets: our key, our limit, a name that only we understand; unknown parameters as they came', async () => {
    await somebody({ defaultHeaders: { 'X-Session-Id': 'planning' } })
    const body = {
      model: 'gpt-5.5-mini',
      messages: hello,
      user: 'somebody else',
      store: true,
      seed: 7,
      max_tokens: 99_999,
    }
    await openai.chat.completions.create(body)
    const [seen] = rig.first.seen
    expect(seen?.headers.authorization).toBe('Bearer sk-gateway-test')
    expect(seen?.body).toEqual({
      model: 'gpt-5.5-mini',
      messages: hello,
      seed: 7,
      max_completion_tokens: 4096,
      safety_identifier: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(JSON.stringify(seen)).not.toContain(ada.id)
    expect(await rig.ledgerOf(ada, 1)).toMatchObject([{ session_id: 'planning' }])
  })

  test('a stream comes as it is made, its usage only to who asked', async () => {
    await somebody()
    rig.first.mishaps.push({ msBetween: 60 })
    const stream = await openai.chat.completions.create({ model: 'gpt-5.5-mini', messages: hello, stream: true })
    const times: number[] = []
    const chunks: OpenAI.ChatCompletionChunk[] = []
    for await (const chunk of stream) {
      times.push(performance.now())
      chunks.push(chunk)
    }
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('I heard: Good morning')
    expect(chunks.every((chunk) => chunk.choices.length === 1)).toBe(true)
    // Buffered, they would come all at once.
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(60 * (chunks.length - 2))
    const asked = await openai.chat.completions.create({
      model: 'gpt-5.5-mini',
      messages: hello,
      stream: true,
      stream_options: { include_usage: true },
    })
    const all = await collect(asked)
    const usage = all.at(-1)?.usage
    const entries = await rig.ledgerOf(ada, 2)
    expect(entries[1]).toMatchObject({ output_tokens: usage?.completion_tokens, estimated: false })
    expect(entries[0]).toMatchObject({ output_tokens: usage?.completion_tokens, estimated: false })
  })

  test('tools: a call, its result, an answer', async () => {
    await somebody()
    const stream = openai.chat.completions.stream({ model: 'gpt-5.5-mini', messages: hello, tools: [WEATHER] })
    const message = await stream.finalMessage()
    const [call] = message.tool_calls ?? []
    if (call?.type !== 'function') return expect.fail('no call')
    expect(call.function).toMatchObject({ name: 'get_weather', arguments: '{"city":"Oslo"}' })
    const answer = await openai.chat.completions.create({
      model: 'gpt-5.5-mini',
      messages: [...hello, message, { role: 'tool', tool_call_id: call.id, content: '-3' }],
      tools: [WEATHER],
    })
    expect(answer.choices[0]?.message.content).toBe('It says -3')
    await rig.ledgerOf(ada, 2)
  })

  test('embeddings, and what models there are', async () => {
    await somebody()
    const { data, usage } = await openai.embeddings.create({
      model: 'text-embedding-3-small',
      input: ['One', 'Two'],
      dimensions: 512,
    })
    expect(data.map(({ embedding }) => embedding.length)).toEqual([512, 512])
    expect(await rig.ledgerOf(ada, 1)).toMatchObject([
      { model: 'text-embedding-3-small', input_tokens: usage.prompt_tokens, cost_micro_usd: 1 },
    ])
    const models = await collect(openai.models.list())
    expect(models.map(({ id }) => id).sort()).toEqual(['gpt-5.5-mini', 'text-embedding-3-small', 'two-doors'])
    expect((await openai.models.retrieve('two-doors')).id).toBe('two-doors')
    await expect(openai.models.retrieve('gpt-5.5')).rejects.toBeInstanceOf(OpenAI.NotFoundError)
  })

  test('a session token opens it too, for as long as its session lives', async () => {
    await somebody()
    const direct = rig.client(ada.session.access_token)
    await direct.chat.completions.create({ model: 'gpt-5.5-mini', messages: hello })
    expect(await rig.ledgerOf(ada, 1)).toMatchObject([{ session_id: null }])
    await ada.client.auth.signOut()
    for (const client of [direct, openai]) {
      const asked = client.chat.completions.create({ model: 'gpt-5.5-mini', messages: hello })
      await expect(asked).rejects.toMatchObject({ status: 401, code: 'session_ended' })
      await expect(client.models.list()).rejects.toMatchObject({ code: 'session_ended' })
    }
  })

  test('a client that leaves: the answer is read to its end, and paid by what it was', async () => {
    await somebody()
    rig.first.mishaps.push({ msBetween: 100 })
    const stream = await openai.chat.completions.create({ model: 'gpt-5.5-mini', messages: hello, stream: true })
    for await (const _ of stream) break
    stream.controller.abort()
    expect(await rig.ledgerOf(ada, 1)).toMatchObject([{ output_tokens: 6, estimated: false }])
    expect(rig.first.seen[0]?.finished).toBe(true)
  })

  test('a provider that gets lost in the middle: told in the stream, and paid as what was put by', async () => {
    await somebody()
    rig.first.mishaps.push({ cutAfter: 3 })
    const stream = await openai.chat.completions.create({ model: 'two-doors', messages: hello, stream: true })
    await expect(collect(stream)).rejects.toBeInstanceOf(OpenAI.APIError)
    const [entry] = await rig.ledgerOf(ada, 1)
    expect(entry).toMatchObject({ estimated: true, output_tokens: 0 })
    expect(entry?.cost_micro_usd).toBeGreaterThan(50)
  })

  test.each([
    ['does not answer', { drop: true as const }],
    ['is broken', { status: 503 }],
    ['has too much to do', { status: 429 }],
    [
      'takes our key for a wrong one',
      { status: 401, body: { error: { message: 'Incorrect API key sk-gateway-test' } } },
    ],
    ['breaks off before its first event', { cutAfter: 0 }],
  ])('where the first provider %s the next one is asked', async (_, mishap) => {
    await somebody()
    rig.first.mishaps.push(mishap)
    const stream = await openai.chat.completions.create({ model: 'two-doors', messages: hello, stream: true })
    const text = (await collect(stream)).map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')
    expect(text).toBe('I heard: Good morning')
    expect(rig.spare.seen).toMatchObject([{ body: { model: 'gpt-5.5-mini', max_tokens: 50 } }])
    expect(await rig.ledgerOf(ada, 1)).toMatchObject([{ model: 'two-doors', estimated: false }])
  })

  test('the client’s own retries get through: 429, 500 and a lost connection', async () => {
    for (const mishap of [{ status: 429, headers: { 'retry-after': '1' } }, { status: 500 }, { drop: true as const }]) {
      await somebody({ maxRetries: 2 })
      rig.first.mishaps.push(mishap)
      const answer = await openai.chat.completions.create({ model: 'gpt-5.5-mini', messages: hello })
      expect(answer.choices[0]?.message.content).toBe('I heard: Good morning')
      // What came to nothing costs nothing.
      expect(await rig.ledgerOf(ada, 1)).toHaveLength(1)
    }
  })

  test('each class of error, with what was put by given back', async () => {
    await somebody()
    const asks = (more: object = {}) =>
      openai.chat.completions
        .create({ model: 'gpt-5.5-mini', messages: hello, ...more })
        .catch((error: unknown) => error)
    const unknown = { messages: [{ role: 'wizard', content: 'x' }] }
    const expectations: [unknown, new (...of: never[]) => Error, object][] = [
      [await asks(unknown), OpenAI.BadRequestError, { code: 'bad_request', param: 'messages.0.role' }],
      [
        await asks({ web_search_options: {} }),
        OpenAI.BadRequestError,
        { code: 'parameter_not_allowed', param: 'web_search_options' },
      ],
      [await asks({ model: 'text-embedding-3-small' }), OpenAI.BadRequestError, { code: 'model_kind_differs' }],
      [
        await rig
          .client('parley')
          .models.list()
          .catch((e) => e),
        OpenAI.AuthenticationError,
        { code: 'token_invalid' },
      ],
      [
        await asks({ model: 'gpt-5.5' }),
        OpenAI.PermissionDeniedError,
        { code: 'model_not_in_plan', type: 'permission_error' },
      ],
      [await asks({ model: 'nobody-has-it' }), OpenAI.NotFoundError, { code: 'model_not_found' }],
      [await openai.get('/nowhere').catch((error) => error), OpenAI.NotFoundError, { code: 'route_not_found' }],
      [
        await asks({ messages: [{ role: 'user', content: 'x'.repeat(5_000_000) }] }),
        OpenAI.APIError,
        { status: 413, code: 'request_too_large' },
      ],
    ]
    for (const [error, type, says] of expectations) {
      expect(error).toBeInstanceOf(type)
      expect(error).toMatchObject(says)
    }
    rig.first.mishaps.push({
      status: 400,
      body: { error: { message: 'Unknown: seed. Key sk-gateway-test', param: 'seed' } },
    })
    const refused = (await asks()) as InstanceType<typeof OpenAI.BadRequestError>
    expect(refused).toMatchObject({ status: 400, code: 'upstream_refused', param: 'seed' })
    expect(refused.message).toContain('Unknown: seed. Key [redacted]')
    rig.first.mishaps.push({
      status: 401,
      body: { error: { message: 'Our account of 4111 1111 1111 1111 is closed' } },
    })
    const unavailable = await asks()
    expect(unavailable).toBeInstanceOf(OpenAI.InternalServerError)
    expect(unavailable).toMatchObject({ status: 502, code: 'upstream_unavailable' })
    expect(String(unavailable)).not.toContain('account')
    // What a worker logs comes by another way than its answer.
    await expect.poll(() => JSON.stringify(rig.log)).toContain('Our account of [card] is closed')
    expect(JSON.stringify(rig.log)).not.toContain('4111')
    expect(await rig.ledgerOf(ada, 0)).toEqual([])
  })

  test('limits: what may be tried again says when, what may not says so', async () => {
    await somebody({ maxRetries: 2 })
    const asks = () =>
      openai.chat.completions.create({ model: 'gpt-5.5-mini', messages: hello }).catch((error) => error)
    const sql = rig.sql()
    const [before] = await sql`select requests_per_minute, monthly_budget_micro_usd from plans where id = 'free'`
    try {
      await sql`update plans set requests_per_minute = 0 where id = 'free'`
      const limited = await rig
        .client((await rig.mint(ada)).token)
        .chat.completions.create({ model: 'gpt-5.5-mini', messages: hello })
        .catch((error) => error)
      expect(limited).toBeInstanceOf(OpenAI.RateLimitError)
      expect(limited.code).toBe('requests_limit')
      expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
      await sql`update plans set ${sql(before ?? {}, 'requests_per_minute')}, monthly_budget_micro_usd = 10 where id = 'free'`
      const began = performance.now()
      const spent = await asks()
      expect(spent).toBeInstanceOf(OpenAI.RateLimitError)
      expect(spent).toMatchObject({ code: 'insufficient_quota', type: 'insufficient_quota' })
      expect(['budget_spent', 'free_budget_spent']).toContain(spent.headers.get('x-parley-code'))
      // Not tried again: the client waits half a second at least before it does.
      expect(performance.now() - began).toBeLessThan(2_000)
    } finally {
      await sql`update plans set ${sql(before ?? {})} where id = 'free'`
    }
  })

  test('an idempotency key is one request', async () => {
    await somebody()
    const asks = () =>
      openai.chat.completions
        .create({ model: 'gpt-5.5-mini', messages: hello }, { headers: { 'Idempotency-Key': 'one' } })
        .catch((error) => error)
    rig.first.mishaps.push({ msBetween: 1_500 })
    const first = asks()
    await expect.poll(() => rig.first.seen.length).toBe(1)
    expect(await asks()).toMatchObject({ status: 409, code: 'request_in_progress' })
    expect((await first).choices).toHaveLength(1)
    expect(await rig.ledgerOf(ada, 1)).toHaveLength(1)
    const again = await asks()
    expect(again).toMatchObject({ status: 409, code: 'idempotency_key_used' })
    expect(again.headers.get('x-should-retry')).toBe('false')
    expect(rig.first.seen).toHaveLength(1)
  })

  test('organisations: members spend, strangers do not, and a token is for one', async () => {
    await somebody()
    const { data: shop } = await ada.client.rpc('create_organization', { p_name: 'Bakery' })
    const chosen = rig.client(ada.session.access_token, { organization: shop.id })
    await chosen.chat.completions.create({ model: 'gpt-5.5-mini', messages: hello })
    const minted = rig.client((await rig.mint(ada, { organization_id: shop.id })).token)
    await minted.chat.completions.create({ model: 'gpt-5.5-mini', messages: hello })
    await rig.ledgerOf(ada, 2)
    const spent = await rig.sql()`select distinct organization_id from llm.usage where user_id = ${ada.id}`
    expect(spent).toEqual([{ organization_id: shop.id }])
    const eve = await rig.createUser('eve')
    const stranger = rig.client(eve.session.access_token, { organization: shop.id })
    await expect(stranger.models.list()).rejects.toMatchObject({ status: 404, code: 'organization_not_found' })
    await expect(rig.mint(eve, { organization_id: shop.id })).rejects.toThrow('organization_not_found')
    const other = rig.client((await rig.mint(eve)).token, { organization: shop.id })
    await expect(other.models.list()).rejects.toMatchObject({ code: 'organization_not_found' })
    const report = await ada.client.rpc('usage_report', {
      p_organization_id: shop.id,
      p_from: '2000-01-01',
      p_to: '3000-01-01',
      p_by: 'model',
    })
    expect(report.data).toMatchObject([{ key: 'gpt-5.5-mini', requests: 2 }])
    expect((await eve.client.rpc('budget_status', { p_organization_id: shop.id })).status).toBe(404)
  })
})
