import { deepStrictEqual as deepEqual, strictEqual as equal, rejects } from 'node:assert'
import { importJWK, type JWTPayload, SignJWT } from 'jose'
import { createProjectKey, type ProjectKey } from '../testing/create-project-key.ts'
import { setProjectEnv } from '../testing/set-project-env.ts'
import { verifyUser } from '../verify-user.ts'
import { gatewayJwks } from './gateway-jwks.ts'
import { mintGatewayToken } from './mint-gateway-token.ts'
import { verifyGatewayToken } from './verify-gateway-token.ts'

const [project, current, next, stranger] = await Promise.all([1, 2, 3, 4].map(() => createProjectKey()))
if (!project || !current || !next || !stranger) throw new Error('unreachable')
const claims = {
  sub: crypto.randomUUID(),
  org: crypto.randomUUID(),
  sid: crypto.randomUUID(),
  session: crypto.randomUUID(),
}

function setKeys(...keys: ProjectKey[]): void {
  setProjectEnv(project as ProjectKey)
  Deno.env.set('LLM_TOKEN_SIGNING_KEYS', JSON.stringify(keys.map(({ privateJwk }) => privateJwk)))
}

/** A token as the gateway mints it, but for what is said. */
async function forged(of: { claims?: JWTPayload; header?: object; key?: ProjectKey; kid?: string } = {}) {
  const now = Math.floor(Date.now() / 1000)
  const { key_ops: _, ...jwk } = (of.key ?? (current as ProjectKey)).privateJwk
  const genuine = {
    ...claims,
    iss: 'https://project.example/functions/v1/llm-token',
    aud: 'parley-llm',
    jti: 'x',
    iat: now,
    exp: now + 60,
  }
  return await new SignJWT({ ...genuine, ...of.claims })
    .setProtectedHeader({ alg: 'ES256', kid: of.kid ?? jwk.kid, typ: 'parley-llm+jwt', ...of.header })
    .sign(await importJWK(jwk, 'ES256'))
}

const base64url = (value: unknown) =>
  btoa(JSON.stringify(value)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')

Deno.test('a minted token says who it is for', async () => {
  setKeys(current)
  const begun = Math.floor(Date.now() / 1000)
  const { token, expiresAt } = await mintGatewayToken(claims)
  deepEqual(await verifyGatewayToken(token), claims)
  // Whole seconds, one of which may have passed meanwhile.
  equal([900, 901].includes(expiresAt.getTime() / 1000 - begun), true)
})

Deno.test('keys rotate: the next one is announced, signs, and the one before verifies until it is taken out', async () => {
  setKeys(current)
  const before = (await mintGatewayToken(claims)).token
  setKeys(next, current)
  const after = (await mintGatewayToken(claims)).token
  deepEqual(await verifyGatewayToken(before), claims)
  deepEqual(await verifyGatewayToken(after), claims)
  deepEqual(
    gatewayJwks().keys.map(({ kid }) => kid),
    [next.privateJwk.kid, current.privateJwk.kid],
  )
  equal(JSON.stringify(gatewayJwks()).includes('"d"'), false)
  setKeys(next)
  await rejects(verifyGatewayToken(before), { code: 'token_key_unknown', status: 401 })
  deepEqual(await verifyGatewayToken(after), claims)
})

Deno.test('a token that was good is not good for ever', async () => {
  setKeys(current)
  const token = await forged({ claims: { exp: Math.floor(Date.now() / 1000) + 2 } })
  deepEqual(await verifyGatewayToken(token), claims)
  await new Promise((resolve) => setTimeout(resolve, 2_100))
  await rejects(verifyGatewayToken(token), { code: 'token_expired' })
})

Deno.test('what is wrong with a token is told by name', async () => {
  setKeys(current)
  const [header, , signature] = (await forged()).split('.')
  const publicJwk = new TextEncoder().encode(JSON.stringify(current.publicJwk))
  const past = Math.floor(Date.now() / 1000) - 1
  const faults: Record<string, [token: string, code: string]> = {
    expired: [await forged({ claims: { exp: past } }), 'token_expired'],
    'another audience': [await forged({ claims: { aud: 'authenticated' } }), 'token_audience_differs'],
    'no audience': [await forged({ claims: { aud: undefined as never } }), 'token_audience_differs'],
    'an unknown kid': [await forged({ kid: 'unknown' }), 'token_key_unknown'],
    'another project': [await forged({ key: stranger }), 'token_key_unknown'],
    'another key, our kid': [await forged({ key: stranger, kid: current.privateJwk.kid }), 'token_invalid'],
    "another project's issuer": [
      await forged({ claims: { iss: 'https://other.example/functions/v1/llm-token' } }),
      'token_invalid',
    ],
    'another person': [`${header}.${base64url({ ...claims, sub: crypto.randomUUID() })}.${signature}`, 'token_invalid'],
    'another type': [await forged({ header: { typ: 'JWT' } }), 'token_invalid'],
    'no end': [await forged({ claims: { exp: undefined as never } }), 'token_invalid'],
    'no signature': [
      `${base64url({ alg: 'none', typ: 'parley-llm+jwt' })}.${(await forged()).split('.')[1]}.`,
      'token_invalid',
    ],
    'the public key as a secret': [
      await new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'HS256', kid: current.publicJwk.kid, typ: 'parley-llm+jwt' })
        .setExpirationTime('1m')
        .sign(publicJwk),
      'token_invalid',
    ],
    'no token': ['parley', 'token_invalid'],
  }
  for (const [fault, [token, code]] of Object.entries(faults)) {
    await rejects(verifyGatewayToken(token), { code, status: 401 }, fault)
  }
})

Deno.test('it is no session, and a session is none', async () => {
  setKeys(current)
  await rejects(verifyUser((await mintGatewayToken(claims)).token), { code: 'token_invalid' })
  const session = { aud: 'authenticated', role: 'authenticated', iss: 'https://project.example/auth/v1' }
  await rejects(verifyGatewayToken(await forged({ key: project, header: { typ: 'JWT' }, claims: session })), {
    code: 'token_key_unknown',
  })
})

Deno.test('keys that are none are named, and not quoted', async () => {
  setKeys(current, current)
  await rejects(mintGatewayToken(claims), (error: Error) => {
    const said = JSON.stringify([error, String(error.cause)])
    equal(said.includes('LLM_TOKEN_SIGNING_KEYS'), true)
    return !said.includes(String(current.privateJwk.d))
  })
})
