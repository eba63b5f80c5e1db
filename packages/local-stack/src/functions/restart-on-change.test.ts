import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startTestHost } from './testing/start-test-host.ts'

const answer = (text: string) => `export default { fetch: () => new Response('${text}') }`

test('a change to the function, to what it imports or to .env restarts it; a change elsewhere does not', async () => {
  const { url, project, logged, lines } = await startTestHost(
    {
      first: `import { text } from '../_shared/text.ts'
        export default { fetch: () => new Response(text + Deno.env.get('SUFFIX')) }`,
      second: answer('second'),
    },
    { watch: true, env: { SUFFIX: '' } },
  )
  const restarted = async (path: string, text: string) => {
    const from = lines.length
    project.write(path, text)
    await logged(/^booted/, from)
    return (await fetch(url('first'))).text()
  }
  project.write('packages/shared/words.ts', `export const word = 'one'`)
  project.write(
    'supabase/functions/_shared/text.ts',
    `export { word as text } from '../../../packages/shared/words.ts'`,
  )
  expect(await (await fetch(url('first'))).text()).toBe('one')
  expect(await (await fetch(url('second'))).text()).toBe('second')
  await delay(300)
  expect(await restarted('packages/shared/words.ts', `export const word = 'two'`)).toBe('two')
  expect(await restarted('supabase/functions/_shared/text.ts', `export const text = 'three'`)).toBe('three')
  expect(lines.filter((line) => line.function === 'second' && line.kind === 'boot')).toHaveLength(1)
  expect(await restarted('supabase/functions/.env', 'SUFFIX=!')).toBe('three!')
})

test('a request that comes during a restart waits, one that is under way is finished by the old worker', async () => {
  const slow = (text: string) => `await new Promise((resolve) => setTimeout(resolve, 400))
    export default { fetch: async (req: Request) => {
      if (req.url.endsWith('?slow')) await new Promise((resolve) => setTimeout(resolve, 900))
      return new Response('${text}') } }`
  const { url, project, logged } = await startTestHost({ slow: slow('old') }, { watch: true })
  await fetch(url('slow'))
  await delay(300)
  const underWay = fetch(url('slow?slow'))
  project.write('supabase/functions/slow/index.ts', slow('new'))
  await logged(/^retired: a file of the function changed/)
  expect(await (await fetch(url('slow'))).text()).toBe('new')
  expect(await (await underWay).text()).toBe('old')
})

test('config.toml is read again, and a broken one changes nothing', async () => {
  const { url, project, logged } = await startTestHost({ open: answer('open') }, { watch: true })
  expect((await fetch(url('open'))).status).toBe(200)
  await delay(300)
  project.write('supabase/config.toml', '[functions.open]\nverify_jwt = "perhaps"\n')
  await logged(/config\.toml cannot be used/)
  expect((await fetch(url('open'))).status).toBe(200)
  project.write('supabase/config.toml', '[functions.open]\nverify_jwt = true\n')
  await expect.poll(async () => (await fetch(url('open'))).status, { timeout: 3_000 }).toBe(401)
})
