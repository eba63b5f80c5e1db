import { generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestUser } from '../../stack-fixture.ts'
import { type GatewayRig, ORIGIN, startGatewayRig } from './start-gateway-rig.ts'

/** Who gets in at the gateway and at the mint, and what the gateway's tokens open elsewhere. */
describe.skipIf(process.env.PARLEY_TARGET === 'supabase')('the doors of the gateway', () => {
  let rig: GatewayRig
  let ada: TestUser
  let genuine: string
  beforeAll(async () => {
    rig = await startGatewayRig()
    ada = await rig.createUser('ada')
    genuine = (await rig.mint(ada)).token
  }, 120_000)
  afterAll(() => rig?.stop())

  const part = (token: string, index: number) =>
    JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString())
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  /** The gateway's key, as its settings have it. */
  const ownKey = () => JSON.parse(rig.stack?.functionsEnv.LLM_TOKEN_SIGNING_KEYS ?? '[]')[0]

  async function sign(claims: JWTPayload, header: object, key?: CryptoKey) {
    const { key_ops: _, ...jwk } = ownKey()
    return await new SignJWT({ ...part(genuine, 1), ...claims })
      .setProtectedHeader({ ...part(genuine, 0), ...header })
      .sign(key ?? (await importJWK(jwk, 'ES256')))
  }

  async function asks(token: string) {
    const answer = await fetch(`${rig.baseURL}/models`, { headers: { authorization: `Bearer ${token}` } })
    return [answer.status, (await answer.json()).error?.code]
  }

  test('the public key is published, and verifies what is minted', async () => {
    const answer = await fetch(`${rig.apiUrl}/functions/v1/llm-token/.well-known/jwks.json`)
    const { keys } = await answer.json()
    expect(keys).toEqual([
      { kty: 'EC', crv: 'P-256', x: ownKey().x, y: ownKey().y, kid: ownKey().kid, alg: 'ES256', use: 'sig' },
    ])
    expect(part(genuine, 0)).toEqual({ alg: 'ES256', kid: ownKey().kid, typ: 'parley-llm+jwt' })
    expect(part(genuine, 1)).toMatchObject({
      aud: 'parley-llm',
      sub: ada.id,
      iss: `${rig.apiUrl}/functions/v1/llm-token`,
    })
    expect(await asks(genuine)).toEqual([200, undefined])
  })

  test('forged, stale and foreign tokens are refused by name', async () => {
    const { privateKey } = await generateKeyPair('ES256')
    const { d: _, ...publicJwk } = ownKey()
    const secret = new TextEncoder().encode(JSON.stringify(publicJwk))
    const hs256 = await new SignJWT(part(genuine, 1))
      .setProtectedHeader({ ...part(genuine, 0), alg: 'HS256' })
      .sign(secret)
    const other = { iss: 'https://other.supabase.co/functions/v1/llm-token' }
    const agent = await rig.stack?.signToken({
      iss: `${rig.apiUrl}/auth/v1`,
      aud: 'authenticated',
      role: 'authenticated',
      sub: ada.id,
      exp: Math.floor(Date.now() / 1000) + 60,
      act: { sub: crypto.randomUUID() },
      session_id: crypto.randomUUID(),
    })
    const { act: __, ...claims } = part(agent ?? '', 1)
    const nobody = await rig.stack?.signToken({ ...claims, session_id: undefined })
    const faults: Record<string, [token: string, status: number, code: string]> = {
      expired: [await sign({ exp: Math.floor(Date.now() / 1000) - 5 }, {}), 401, 'token_expired'],
      'for the data API': [await sign({ aud: 'authenticated' }, {}), 401, 'token_audience_differs'],
      'with an unknown kid': [await sign({}, { kid: 'unknown' }), 401, 'token_key_unknown'],
      'with no algorithm': [
        `${encode({ ...part(genuine, 0), alg: 'none' })}.${genuine.split('.')[1]}.`,
        401,
        'token_invalid',
      ],
      'signed with the public key': [hs256, 401, 'token_invalid'],
      'signed by somebody': [await sign({}, {}, privateKey), 401, 'token_invalid'],
      "another project's": [await sign(other, { kid: 'theirs' }, privateKey), 401, 'token_key_unknown'],
      "another project's, with our key": [await sign(other, {}), 401, 'token_invalid'],
      'of a type that opens other doors': [await sign({}, { typ: 'JWT' }), 401, 'token_invalid'],
      'for another person, unsigned': [
        [genuine.split('.')[0], encode({ ...part(genuine, 1), sub: crypto.randomUUID() }), genuine.split('.')[2]].join(
          '.',
        ),
        401,
        'token_invalid',
      ],
      "an agent's": [agent ?? '', 403, 'agent_not_allowed'],
      'of no session': [nobody ?? '', 401, 'token_invalid'],
      'a publishable key': [rig.publishableKey, 401, 'not_authenticated'],
      'a secret key': [rig.secretKey, 401, 'not_authenticated'],
      nothing: ['', 401, 'not_authenticated'],
    }
    for (const [fault, [token, ...refused]] of Object.entries(faults)) expect(await asks(token), fault).toEqual(refused)
  })

  test('a minted token opens nothing else', async () => {
    const headers = { apikey: rig.publishableKey, authorization: `Bearer ${genuine}` }
    for (const path of ['/rest/v1/profiles?select=id', '/auth/v1/user', '/storage/v1/bucket']) {
      const answer = await fetch(`${rig.apiUrl}${path}`, { headers })
      expect(answer.status, path).toBeGreaterThanOrEqual(400)
      expect(await answer.text(), path).not.toContain(ada.id)
    }
    for (const name of ['llm-token', 'call-session', 'mint-key', 'search']) {
      const answer = await fetch(`${rig.apiUrl}/functions/v1/${name}`, { method: 'POST', headers, body: '{}' })
      expect([answer.status, (await answer.json()).error?.code], name).toEqual([401, 'token_invalid'])
    }
  })

  test('nobody says in a body who they are', async () => {
    const eve = await rig.createUser('eve')
    for (const body of [{ sub: ada.id }, { user_id: ada.id }, { tier: 'pro' }, { ttl: 99_999 }]) {
      await expect(rig.mint(eve, body)).rejects.toThrow('bad_request')
    }
    const answer = await fetch(`${rig.apiUrl}/functions/v1/llm-token`, { method: 'POST', body: '{}' })
    expect([answer.status, (await answer.json()).error.code]).toEqual([401, 'not_authenticated'])
  })

  test('preflights: the listed origin, exactly, with what OpenAI’s client sends', async () => {
    const preflight = (name: string, origin: string, headers: string) =>
      fetch(`${rig.apiUrl}/functions/v1/${name}`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': headers },
      })
    const sent = 'authorization,content-type,idempotency-key,x-session-id,x-stainless-lang,x-stainless-retry-count'
    for (const name of ['llm-token', 'llm/v1/chat/completions']) {
      const allowed = await preflight(name, ORIGIN, name === 'llm-token' ? 'authorization,content-type' : sent)
      expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, ORIGIN])
      expect(allowed.headers.get('access-control-allow-credentials')).toBe('true')
      expect(allowed.headers.get('vary')).toMatch(/origin/i)
      const permitted = allowed.headers.get('access-control-allow-headers')?.split(', ')
      for (const header of (name === 'llm-token' ? 'authorization,content-type' : sent).split(','))
        expect(permitted).toContain(header)
      for (const origin of [
        'https://evil.example',
        'null',
        `${ORIGIN}.evil.example`,
        'https://app.example.com:8443',
        'http://app.example.com',
        'https://sub.app.example.com',
        'https://appXexample.com',
      ]) {
        const refused = await preflight(name, origin, sent)
        const granted = [...refused.headers.keys()].filter((header) => header.startsWith('access-control-'))
        expect([origin, granted]).toEqual([origin, []])
      }
    }
    const odd = await preflight('llm/v1/chat/completions', ORIGIN, 'x-stainless-lang,x-evil,x-stainless-<script>')
    expect(odd.headers.get('access-control-allow-headers')).not.toMatch(/evil|script/)
  })

  test('an answer carries CORS headers too, errors included, and says what a browser may read', async () => {
    for (const token of [genuine, 'parley']) {
      const answer = await fetch(`${rig.baseURL}/models`, {
        headers: { authorization: `Bearer ${token}`, origin: ORIGIN },
      })
      expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN)
      expect(answer.headers.get('access-control-expose-headers')).toContain('x-should-retry')
      await answer.body?.cancel()
    }
  })
})
