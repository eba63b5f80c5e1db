import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { useStack } from '../../stack-fixture.ts'

const stack = useStack()
const bucket = `files-${crypto.randomUUID().slice(0, 8)}`

beforeAll(async () => {
  const made = await stack.admin().storage.createBucket(bucket, { public: false })
  if (made.error) throw made.error
})

test('a Blob comes back as it was sent, with its type', async () => {
  const files = stack.admin().storage.from(bucket)
  const bytes = randomBytes(300_000)
  const sent = await files.upload('deep/er/noise.wav', new Blob([bytes], { type: 'audio/wav' }), { cacheControl: '60' })
  expect(sent.error).toBeNull()
  const got = await files.download('deep/er/noise.wav')
  expect(got.data?.type).toBe('audio/wav')
  const received = (await got.data?.arrayBuffer()) ?? new ArrayBuffer()
  expect(bytes.equals(Buffer.from(received))).toBe(true)
  const [listed] = (await files.list('deep/er')).data ?? []
  expect(listed).toMatchObject({ name: 'noise.wav', metadata: { size: 300_000, mimetype: 'audio/wav' } })
  expect((await files.list('')).data).toContainEqual(expect.objectContaining({ name: 'deep', id: null }))
})

test('overwriting wants upsert', async () => {
  const files = stack.admin().storage.from(bucket)
  await files.upload('once.txt', new Blob(['one'], { type: 'text/plain' }))
  expect((await files.upload('once.txt', new Blob(['two'], { type: 'text/plain' }))).error).not.toBeNull()
  expect((await files.upload('once.txt', new Blob(['two'], { type: 'text/plain' }), { upsert: true })).error).toBeNull()
  expect(await (await files.download('once.txt')).data?.text()).toBe('two')
})

test('a signed address opens one file, without a key', async () => {
  const files = stack.admin().storage.from(bucket)
  await files.upload('signed.txt', new Blob(['hello'], { type: 'text/plain' }))
  const signed = await files.createSignedUrl('signed.txt', 60)
  expect(signed.error).toBeNull()
  const url = signed.data?.signedUrl ?? ''
  expect(await (await fetch(url)).text()).toBe('hello')
  expect((await fetch(url.replace('signed.txt', 'once.txt'))).ok).toBe(false)
  const tampered = await fetch(url.replace(/token=.{20}/, 'token=eyJhbGciOiJIUzI1NiJ9'))
  expect(tampered.status).toBe(400)
  expect((await tampered.json()).error).toBe('InvalidJWT')
})

test('a signed upload address takes one file, without a key', async () => {
  const files = stack.admin().storage.from(bucket)
  const target = await files.createSignedUploadUrl('dropped.txt')
  const token = target.data?.token ?? ''
  const sent = await stack
    .anonymous()
    .storage.from(bucket)
    .uploadToSignedUrl('dropped.txt', token, new Blob(['in']))
  expect(sent.error).toBeNull()
  expect(await (await files.download('dropped.txt')).data?.text()).toBe('in')
})

test('without a policy a user has no access', async () => {
  const { client } = await stack.createUser('nosy')
  const files = client.storage.from(bucket)
  expect((await files.download('once.txt')).error).not.toBeNull()
  expect((await files.upload('mine.txt', new Blob(['x']))).error?.message).toContain('row-level security')
  expect((await files.list()).data).toEqual([])
})

test('names cannot leave the bucket', async () => {
  const files = stack.admin().storage.from(bucket)
  const sent = await files.upload('../../../../keys.json', new Blob(['x']))
  if (!sent.error) expect((await files.list()).error).toBeNull()
  const stolen = await fetch(`${stack.apiUrl}/storage/v1/object/${bucket}/..%2f..%2fkeys.json`, {
    headers: { apikey: stack.secretKey },
  })
  expect(stolen.ok).toBe(false)
})

test.runIf(process.env.PARLEY_TARGET !== 'supabase')('policies find an object in the metadata of a file', async () => {
  const [row] = await stack.sql()`
    select metadata ->> 'mimetype' as type from storage.objects where bucket_id = ${bucket} and name = 'deep/er/noise.wav'`
  expect(row?.type).toBe('audio/wav')
})
