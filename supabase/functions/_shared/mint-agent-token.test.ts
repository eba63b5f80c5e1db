import { deepStrictEqual as deepEqual, strictEqual as equal, notStrictEqual as notEqual, rejects } from 'node:assert'
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import { mintAgentToken } from './mint-agent-token.ts'
import { createProjectKey } from './testing/create-project-key.ts'
import { setProjectEnv } from './testing/set-project-env.ts'

const key = await createProjectKey()
const personId = crypto.randomUUID()
const agentId = crypto.randomUUID()

Deno.test('says who acts for whom, for minutes, and nothing else', async () => {
  setProjectEnv(key)
  const { token, expiresAt } = await mintAgentToken({ personId, agentId })
  const { payload } = await jwtVerify(token, await importJWK(key.publicJwk, 'ES256'))
  const { iat, exp, jti, ...rest } = payload
  deepEqual(rest, {
    iss: 'https://project.example/auth/v1',
    aud: 'authenticated',
    role: 'authenticated',
    sub: personId,
    act: { sub: agentId },
    session_id: jti,
  })
  equal(Number(exp) - Number(iat), 300)
  equal(expiresAt.getTime(), Number(exp) * 1000)
  deepEqual(decodeProtectedHeader(token), { alg: 'ES256', kid: key.publicJwk.kid, typ: 'JWT' })
})

Deno.test('no two tokens have one id', async () => {
  setProjectEnv(key)
  const verify = await importJWK(key.publicJwk, 'ES256')
  const [a, b] = await Promise.all(
    [1, 2].map(async () => jwtVerify((await mintAgentToken({ personId, agentId })).token, verify)),
  )
  notEqual(a?.payload.jti, b?.payload.jti)
})

Deno.test('lives fifteen minutes at most', async () => {
  setProjectEnv(key)
  await rejects(mintAgentToken({ personId, agentId, lifetimeSeconds: 901 }), { name: 'ZodError' })
  await rejects(mintAgentToken({ personId, agentId, lifetimeSeconds: 0 }), { name: 'ZodError' })
  const { expiresAt } = await mintAgentToken({ personId, agentId, lifetimeSeconds: 900 })
  equal(expiresAt.getTime() - Date.now() <= 900_000, true)
})

Deno.test('is for a person and an agent, and for no other role', async () => {
  setProjectEnv(key)
  await rejects(mintAgentToken({ personId: '', agentId }), { name: 'ZodError' })
  await rejects(mintAgentToken({ personId, agentId: 'postgres' }), { name: 'ZodError' })
  await rejects(mintAgentToken({ personId, agentId, role: 'service_role' } as never), { name: 'ZodError' })
})

for (const [fault, value, told] of [
  ['missing', '', 'is missing'],
  ['no JSON', '{"kty":"EC","d":"hidden', 'is no private ES256 JWK'],
  ['a public one', JSON.stringify({ ...key.privateJwk, d: undefined }), 'is no private ES256 JWK'],
  ['without a kid', JSON.stringify({ ...key.privateJwk, kid: undefined }), 'is no private ES256 JWK'],
  ['not the project’s', JSON.stringify((await createProjectKey()).privateJwk), 'is not among the signing keys'],
] as const) {
  Deno.test(`a key that is ${fault} is named in the log without being quoted`, async () => {
    setProjectEnv(key)
    Deno.env.set('AGENT_TOKEN_SIGNING_KEY', value)
    await rejects(mintAgentToken({ personId, agentId }), (error: Error & { code: string }) => {
      const cause = String((error.cause as Error).message)
      equal(error.code, 'server_misconfigured')
      equal(cause.includes(`AGENT_TOKEN_SIGNING_KEY: ${told}`), true, cause)
      equal(cause.includes(key.privateJwk.x ?? '') || cause.includes('hidden'), false)
      return !JSON.stringify(error).includes('AGENT')
    })
  })
}
