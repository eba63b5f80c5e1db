import { expect, test } from 'vitest'
import { useStack } from '../../stack-fixture.ts'

const stack = useStack()
const url = () => `${stack.apiUrl}/rest/v1/plans?select=id&limit=1`

async function ask(headers: Record<string, string>) {
  const response = await fetch(url(), { headers })
  return { status: response.status, body: await response.json() }
}

test('the keys have the shape of a new project', () => {
  expect(stack.publishableKey).toMatch(/^sb_publishable_[\w-]{22}_[\w-]{8}$/)
  expect(stack.secretKey).toMatch(/^sb_secret_[\w-]{22}_[\w-]{8}$/)
})

test('without a key, and with a wrong one, the answer is 401 and says which', async () => {
  expect(await ask({})).toMatchObject({ status: 401, body: { message: 'No API key found in request' } })
  expect(await ask({ apikey: 'sb_publishable_wrong' })).toMatchObject({
    status: 401,
    body: { message: 'Invalid API key' },
  })
})

test('the secret key is service_role, the publishable key anon', async () => {
  expect((await ask({ apikey: stack.secretKey })).status).toBe(200)
  // Nothing here is granted to anon.
  expect(await ask({ apikey: stack.publishableKey })).toMatchObject({ status: 401, body: { code: '42501' } })
})

test('a key may stand as bearer beside itself, but not lend its rights to another', async () => {
  expect((await ask({ apikey: stack.secretKey, authorization: `Bearer ${stack.secretKey}` })).status).toBe(200)
  const lent = await ask({ apikey: stack.publishableKey, authorization: `Bearer ${stack.secretKey}` })
  expect(lent.status).toBe(401)
})

test('a browser may not send the secret key', async () => {
  const answer = await ask({ apikey: stack.secretKey, 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' })
  expect(answer).toMatchObject({ status: 401, body: { message: 'Forbidden use of secret API key in browser' } })
})

test('a browser of any origin may call the API, and read what it answers', async () => {
  const preflight = await fetch(url(), {
    method: 'OPTIONS',
    headers: {
      origin: 'https://app.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'apikey,authorization,x-client-info',
    },
  })
  expect(preflight.status).toBe(200)
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
  expect(preflight.headers.get('access-control-allow-headers')).toContain('x-client-info')
  for (const path of ['/rest/v1/plans', '/auth/v1/user', '/storage/v1/bucket', '/nowhere']) {
    const refused = await fetch(`${stack.apiUrl}${path}`, { headers: { origin: 'https://app.example' } })
    expect(refused.headers.get('access-control-allow-origin'), path).toBe('*')
    expect(refused.headers.get('x-request-id'), path).toBeTruthy()
  }
})

test.runIf(process.env.PARLEY_TARGET !== 'supabase')('nothing is served elsewhere, and says what is', async () => {
  const answer = await fetch(`${stack.apiUrl}/nowhere`)
  expect(answer.status).toBe(404)
  expect((await answer.json()).message).toContain('/functions/v1/<name>')
  expect(await (await fetch(`${stack.apiUrl}/health`)).json()).toEqual({ status: 'ok' })
})
