import { verifyCredentials } from '@supabase/server/core'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { type TestUser, useStack } from '../../stack-fixture.ts'

const stack = useStack()
let ada: TestUser

beforeAll(async () => {
  ada = await stack.createUser('ada')
})

const claims = (more: object = {}) => {
  const now = Math.floor(Date.now() / 1000)
  const issuer = `${stack.apiUrl}/auth/v1`
  return { iss: issuer, aud: 'authenticated', role: 'authenticated', sub: ada.id, iat: now, exp: now + 60, ...more }
}

/** How the data API, and a function with `@supabase/server`, receive a token. */
async function receptions(token: string) {
  const headers = { apikey: stack.publishableKey, authorization: `Bearer ${token}` }
  const rest = await fetch(`${stack.apiUrl}/rest/v1/profiles?select=id`, { headers })
  const jwks = await (await fetch(`${stack.apiUrl}/auth/v1/.well-known/jwks.json`)).json()
  const env = { url: stack.apiUrl, publishableKeys: { default: stack.publishableKey }, secretKeys: {}, jwks }
  const server = await verifyCredentials({ token, apikey: null }, { auth: 'user', env })
  return { rest: rest.status, body: await rest.json(), server: server.error ? server.error.status : 200 }
}

test('a session token opens the data API and @supabase/server', async () => {
  const { rest, body, server } = await receptions(ada.session.access_token)
  expect({ rest, server }).toEqual({ rest: 200, server: 200 })
  expect(body).toEqual([{ id: ada.id }])
})

test('a token under another key, with our kid, is refused', async () => {
  const { privateKey } = await generateKeyPair('ES256')
  const { kid } = (await (await fetch(`${stack.apiUrl}/auth/v1/.well-known/jwks.json`)).json()).keys[0]
  const forged = await new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey)
  expect(await receptions(forged)).toMatchObject({ rest: 401, server: 401 })
})

test('HS256 is refused, whatever the secret: also the public key itself', async () => {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true })
  for (const secret of [
    'super-secret-jwt-token-with-at-least-32-characters-long',
    JSON.stringify(await exportJWK(publicKey)),
  ]) {
    const token = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(secret))
    expect(await receptions(token)).toMatchObject({ rest: 401, server: 401 })
  }
})

test('a token without signature is refused', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const token = `${part({ alg: 'none', typ: 'JWT' })}.${part(claims())}.`
  expect(await receptions(token)).toMatchObject({ rest: 401, server: 401 })
})

test.runIf(process.env.PARLEY_TARGET !== 'supabase')(
  'expired, foreign and misdirected tokens of the right key are refused',
  async () => {
    const sign = (more: object) => stack.stack?.signToken(claims(more)) ?? ''
    const past = Math.floor(Date.now() / 1000) - 10
    const expired = await receptions(await sign({ exp: past }))
    expect(expired).toMatchObject({ rest: 401, server: 401, body: { code: 'PGRST303', message: 'JWT expired' } })
    for (const more of [{ iss: 'https://elsewhere.example/auth/v1' }, { aud: 'somebody' }, { role: 'postgres; --' }]) {
      expect((await receptions(await sign(more))).rest).toBe(401)
    }
  },
)

test.runIf(process.env.PARLEY_TARGET !== 'supabase')('a minted token reaches policies with its act claim', async () => {
  const sql = stack.sql()
  await sql`create table public.acts (id int primary key)`
  await sql`insert into public.acts values (1)`
  await sql`grant select on public.acts to authenticated`
  await sql`alter table public.acts enable row level security`
  await sql`create policy "Agents see acts" on public.acts for select to authenticated
    using (auth.jwt() -> 'act' ->> 'sub' = 'agent-7' and auth.uid() = ${sql.unsafe(`'${ada.id}'`)})`
  const read = async (token: string) => {
    const headers = { apikey: stack.publishableKey, authorization: `Bearer ${token}` }
    const answer = await fetch(`${stack.apiUrl}/rest/v1/acts`, { headers })
    return answer.json()
  }
  await expect.poll(() => read(ada.session.access_token), { timeout: 10_000 }).toEqual([])
  expect(await read((await stack.stack?.signToken(claims({ act: { sub: 'agent-7' } }))) ?? '')).toEqual([{ id: 1 }])
})
