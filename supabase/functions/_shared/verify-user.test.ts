import { strictEqual as equal, rejects } from 'node:assert'
import { importJWK, type JWTPayload, SignJWT } from 'jose'
import { mintAgentToken } from './mint-agent-token.ts'
import { createProjectKey } from './testing/create-project-key.ts'
import { setProjectEnv } from './testing/set-project-env.ts'
import { verifyUser } from './verify-user.ts'

const key = await createProjectKey()
const personId = crypto.randomUUID()
const agentId = crypto.randomUUID()

/** A token of a person's session as Auth signs it, but for what is said. */
async function sessionToken(claims: JWTPayload = {}, signer = key, kid = key.privateJwk.kid): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const session = { iss: 'https://project.example/auth/v1', aud: 'authenticated', role: 'authenticated', sub: personId }
  const { key_ops: _, ...jwk } = signer.privateJwk
  return await new SignJWT({ ...session, iat: now, exp: now + 60, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid })
    .sign(await importJWK(jwk, 'ES256'))
}

/** The token with other claims and the signature that it had. */
function tamper(token: string, change: (claims: JWTPayload) => JWTPayload): string {
  const [header, payload = '', signature] = token.split('.')
  const claims = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')))
  return [header, base64url(change(claims)), signature].join('.')
}

function base64url(value: unknown): string {
  return btoa(JSON.stringify(value)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')
}

Deno.test('a person’s session is the person', async () => {
  setProjectEnv(key)
  const token = await sessionToken()
  equal((await verifyUser(token)).id, personId)
})

Deno.test('an agent is not its person', async () => {
  setProjectEnv(key)
  const { token } = await mintAgentToken({ personId, agentId })
  await rejects(verifyUser(token), { code: 'agent_not_allowed', status: 403 })
  await rejects(verifyUser(await sessionToken({ act: null })), { code: 'agent_not_allowed' })
})

Deno.test('nor by a forged token', async () => {
  setProjectEnv(key)
  const { token } = await mintAgentToken({ personId, agentId })
  const stranger = await createProjectKey()
  const [, payload] = (await sessionToken()).split('.')
  const publicJwk = new TextEncoder().encode(JSON.stringify(key.publicJwk))
  const forged = {
    'act taken out': tamper(token, ({ act: _, ...claims }) => claims),
    'another person': tamper(await sessionToken(), (claims) => ({ ...claims, sub: crypto.randomUUID() })),
    'another role': tamper(await sessionToken(), (claims) => ({ ...claims, role: 'service_role' })),
    'another key, our kid': await sessionToken({}, stranger),
    'another key, its kid': await sessionToken({}, stranger, stranger.privateJwk.kid),
    'our key, another kid': await sessionToken({}, key, 'unknown'),
    'no signature': `${base64url({ alg: 'none', typ: 'JWT' })}.${payload}.`,
    'signed with the public key': await new SignJWT({ sub: personId, role: 'authenticated', aud: 'authenticated' })
      .setProtectedHeader({ alg: 'HS256', kid: key.publicJwk.kid })
      .setExpirationTime('1m')
      .sign(publicJwk),
    'for another audience': await sessionToken({ aud: 'elsewhere' }),
    'a role that is no user’s': await sessionToken({ role: 'service_role' }),
  }
  for (const [fault, token] of Object.entries(forged)) {
    await rejects(verifyUser(token), { code: 'token_invalid', status: 401 }, fault)
  }
})

Deno.test('what has expired is told apart', async () => {
  setProjectEnv(key)
  const past = Math.floor(Date.now() / 1000) - 60
  await rejects(verifyUser(await sessionToken({ exp: past })), { code: 'token_expired' })
  await rejects(verifyUser(await sessionToken({ exp: past, act: { sub: agentId } })), { code: 'token_expired' })
  await rejects(verifyUser(null), { code: 'not_authenticated' })
})
