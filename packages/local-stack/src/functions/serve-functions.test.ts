import { expect, test } from 'vitest'
import { startTestHost } from './testing/start-test-host.ts'

test('both styles of export serve, and see the path and host that hosted functions see', async () => {
  const { url } = await startTestHost({
    exported: `export default { fetch: (req: Request) => Response.json({ url: req.url, for: req.headers.get('x-forwarded-for'),
      host: req.headers.get('x-forwarded-host'), proto: req.headers.get('x-forwarded-proto') }) }`,
    served: `Deno.serve({ port: 8000 }, async (req) => new Response('served ' + await req.text(), { status: 201 }))`,
  })
  const exported = await fetch(url('exported/deep/path?a=1'), {
    headers: { 'x-forwarded-host': 'ref.supabase.co:443' },
  })
  expect(await exported.json()).toEqual({
    url: 'http://ref.supabase.co/exported/deep/path?a=1',
    for: '127.0.0.1',
    host: 'ref.supabase.co',
    proto: 'http',
  })
  const served = await fetch(url('served'), { method: 'POST', body: 'hello' })
  expect([served.status, await served.text()]).toEqual([201, 'served hello'])
})

test('the environment and the files of the host stay out of reach', async () => {
  const code = `
    const attempt = async (work: () => unknown) => { try { await work(); return 'allowed' } catch (error) { return (error as Error).name } }
    export default { fetch: async () => Response.json({
      env: Deno.env.toObject(),
      passwd: await attempt(() => Deno.readTextFile('/etc/passwd')),
      environ: await attempt(() => Deno.readTextFile('/proc/self/environ')),
      secrets: await attempt(() => Deno.readTextFile(new URL('../.env', import.meta.url))),
      own: await attempt(() => Deno.readTextFile(new URL('./index.ts', import.meta.url))),
      write: await attempt(() => Deno.writeTextFile(new URL('./x', import.meta.url), '')),
      run: await attempt(() => new Deno.Command('/bin/sh').output()),
      worker: typeof Worker }) }`
  process.env.PARLEY_TEST_HOST_SECRET = 'leak'
  const { url, project } = await startTestHost(
    { look: code },
    { env: { SUPABASE_URL: 'http://api', GREETING: 'host' } },
  )
  project.write('supabase/functions/.env', 'GREETING=file\nSUPABASE_URL=http://elsewhere\n')
  const { env, ...rest } = (await (await fetch(url('look'))).json()) as Record<string, unknown>
  expect(rest).toEqual({
    passwd: 'NotCapable',
    environ: 'NotCapable',
    secrets: 'NotCapable',
    own: 'allowed',
    write: 'NotCapable',
    run: 'NotCapable',
    worker: 'undefined',
  })
  expect(env).toEqual({
    SUPABASE_URL: 'http://api',
    GREETING: 'file',
    SUPABASE_FUNCTION_SLUG: 'look',
    SB_REGION: 'local',
    SB_EXECUTION_ID: expect.stringMatching(/^[0-9a-f-]{36}$/),
    DENO_DEPLOYMENT_ID: 'local_look_1',
  })
})

test('deno.json maps imports, files outside of supabase/ included', async () => {
  const { url, project } = await startTestHost({ mapped: `export { default } from 'greeting'` })
  project.write('packages/shared/greeting.ts', `export default { fetch: () => new Response('mapped') }`)
  project.write('package.json', '{"dependencies":{"greeting":"1.0.0"}}')
  project.write(
    'supabase/functions/mapped/deno.json',
    '{ "imports": { "greeting": "../../../packages/shared/greeting.ts" } }',
  )
  expect(await (await fetch(url('mapped'))).text()).toBe('mapped')
})

test('unknown and disabled functions are 404, _shared is no function', async () => {
  const functions = { off: 'export default { fetch: () => new Response() }', _shared: 'export {}' }
  const { url, host } = await startTestHost(functions, { config: '[functions.off]\nenabled = false\n' })
  expect(host.names()).toEqual([])
  for (const name of ['off', '_shared', 'nope', '..']) {
    const response = await fetch(url(encodeURIComponent(name)))
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ code: 'NOT_FOUND', message: 'Requested function was not found' })
  }
})

test('a function that does not boot answers 503 until it is mended, and the log says why', async () => {
  const { url, project, logged } = await startTestHost({ broken: `import './missing.ts'`, empty: 'export {}' })
  const response = await fetch(url('broken'))
  expect(response.status).toBe(503)
  expect(response.headers.get('sb-error-code')).toBe('BOOT_ERROR')
  expect(await response.json()).toEqual({ code: 'BOOT_ERROR', message: 'Worker failed to boot (please check logs)' })
  expect((await logged(/Module not found.*missing\.ts/)).level).toBe('error')
  project.write('supabase/functions/broken/missing.ts', `Deno.serve(() => new Response('mended'))`)
  expect(await (await fetch(url('broken'))).text()).toBe('mended')
  expect((await fetch(url('empty'))).status).toBe(503)
  await logged(/neither has `export default \{ fetch \}` nor calls Deno\.serve/)
})

test('verify_jwt is on unless config.toml says otherwise', async () => {
  const { url } = await startTestHost({ guarded: 'export default { fetch: () => new Response() }' }, { config: '' })
  const jwt = (alg: string, end: string) => `${Buffer.from(JSON.stringify({ alg })).toString('base64url')}.e30.${end}`
  const answer = async (headers: Record<string, string>, method = 'GET') => {
    const response = await fetch(url('guarded'), { method, headers })
    return response.status === 200 ? 200 : `${response.status} ${response.headers.get('sb-error-code')}`
  }
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  expect(await answer({})).toBe('401 UNAUTHORIZED_NO_AUTH_HEADER')
  expect(await answer({ apikey: 'sb_publishable_forged' })).toBe('401 UNAUTHORIZED_NO_AUTH_HEADER')
  expect(await answer(bearer('nonsense'))).toBe('401 UNAUTHORIZED_INVALID_JWT_FORMAT')
  expect(await answer(bearer('sb_publishable_test'))).toBe('401 UNAUTHORIZED_INVALID_JWT_FORMAT')
  expect(await answer(bearer(jwt('ES256', 'forged')))).toBe('401 UNAUTHORIZED_ASYMMETRIC_JWT')
  expect(await answer({ ...bearer(jwt('ES256', 'forged')), apikey: 'sb_publishable_test' })).toMatch(/^401/)
  expect(await answer(bearer(jwt('HS256', 'forged')))).toBe('401 UNAUTHORIZED_LEGACY_JWT')
  expect(await answer(bearer(jwt('none', 'good')))).toBe('401 UNAUTHORIZED_UNSUPPORTED_TOKEN_ALGORITHM')
  expect(await answer(bearer(jwt('ES256', 'good')))).toBe(200)
  expect(await answer({ apikey: 'sb_publishable_test' })).toBe(200)
  expect(await answer({ apikey: 'sb_publishable_test', ...bearer('sb_publishable_test') })).toBe(200)
  expect(await answer({}, 'OPTIONS')).toBe(200)
})

test('console output reaches the log with its level, requests with their status', async () => {
  const { url, logged } = await startTestHost({
    chatty: `export default { fetch: () => { console.warn('careful %d', 7, { a: [1] }); throw new Error('thrown') } }`,
  })
  const response = await fetch(url('chatty'))
  expect([response.status, response.headers.get('sb-error-code')]).toEqual([500, 'EDGE_FUNCTION_ERROR'])
  expect(await logged(/careful 7 \{ a: \[ 1 \] \}/)).toMatchObject({
    level: 'warn',
    kind: 'console',
    function: 'chatty',
  })
  expect((await logged(/Error: thrown\n +at /)).level).toBe('error')
  const line = await logged(/^GET \/functions\/v1\/chatty 500 \d+ ms$/)
  expect(line.requestId).toBe(response.headers.get('sb-request-id'))
})
