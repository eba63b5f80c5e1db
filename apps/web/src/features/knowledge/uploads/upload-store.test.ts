import { ParleyError } from '@parley/shared/parley-error'
import { beforeEach, expect, test, vi } from 'vitest'
import { invokeFunction } from '@/lib/invoke-function.ts'
import { sendFile } from './send-file.ts'
import { uploadStore } from './upload-store.ts'

vi.mock('@/lib/invoke-function.ts', () => ({ invokeFunction: vi.fn() }))
// jsdom has no Web Crypto; that the hash is right is what the server looks at in the end-to-end tests.
vi.mock('./hash-file.ts', () => ({ hashFile: vi.fn(async () => SHA256) }))
vi.mock('./send-file.ts', () => ({ sendFile: vi.fn() }))

const SHA256 = '5a'.repeat(32)
const SOURCE_ID = '00000000-0000-4000-8000-0000000000f1'
const onArrived = vi.fn(async () => {})
const target = { organizationId: 'o', visibility: 'private' as const, knowledgeBaseId: null, onArrived }
const file = (name: string) => new File(['Dogs pay.'], name)
const asked = () => vi.mocked(invokeFunction).mock.calls.map(([, body]) => (body as { action: string }).action)
const states = () => uploadStore.getSnapshot().map(({ file, state }) => `${file.name} ${state}`)

/** What the function answers to `create`; a state to everything else. */
function answer(upload: object | null, existing = false, status = 'ready') {
  vi.mocked(invokeFunction).mockImplementation(async (_, body) =>
    (body as { action: string }).action === 'create'
      ? { source_id: SOURCE_ID, existing, upload }
      : { source_id: SOURCE_ID, status, error_code: null },
  )
}

beforeEach(() => {
  uploadStore.reset()
  vi.mocked(sendFile).mockReset()
  vi.mocked(invokeFunction).mockReset()
  onArrived.mockClear()
})

test('files go one after the other, and each is told of when it is there', async () => {
  answer({ path: 'o/s', token: 't' })
  const first = Promise.withResolvers<void>()
  vi.mocked(sendFile).mockReturnValueOnce(first.promise).mockResolvedValueOnce()
  uploadStore.add([file('a.txt'), file('b.txt'), file('c.png')], target)
  await vi.waitFor(() => expect(states()).toEqual(['a.txt sending', 'b.txt waiting', 'c.png refused']))
  first.resolve()
  await vi.waitFor(() => expect(states()).toEqual(['c.png refused']))
  expect(asked()).toEqual(['create', 'uploaded', 'create', 'uploaded'])
  expect(vi.mocked(invokeFunction).mock.calls[0]?.[1]).toMatchObject({
    bytes: 9,
    kind: 'text',
    sha256: SHA256,
  })
  expect(onArrived).toHaveBeenCalledTimes(2)
})

test('a network that fails on the way is told, and another try goes on with the same source', async () => {
  answer({ path: 'o/s', token: 't' })
  vi.mocked(sendFile).mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValueOnce()
  uploadStore.add([file('a.txt')], target)
  await vi.waitFor(() => expect(states()).toEqual(['a.txt refused']))
  const [upload] = uploadStore.getSnapshot()
  expect(upload).toMatchObject({ repeatable: true, problem: expect.stringContaining('could not be reached') })
  answer({ path: 'o/s', token: 't' }, true)
  uploadStore.retry(upload?.key ?? 0)
  await vi.waitFor(() => expect(states()).toEqual([]))
  expect(asked()).toEqual(['create', 'create', 'uploaded'])
})

test('a file that is there already is not sent, unless nobody ever said that it arrived', async () => {
  answer(null, true)
  uploadStore.add([file('a.txt')], target)
  await vi.waitFor(() => expect(states()).toEqual(['a.txt known']))
  expect(asked()).toEqual(['create', 'status'])
  answer(null, true, 'uploading')
  uploadStore.add([file('a.txt')], target)
  await vi.waitFor(() => expect(asked()).toEqual(['create', 'status', 'create', 'status', 'uploaded']))
  expect(sendFile).not.toHaveBeenCalled()
})

test('what the server refuses is its own sentence, with nothing to try again', async () => {
  vi.mocked(invokeFunction).mockRejectedValue(new ParleyError('source_too_large'))
  uploadStore.add([file('a.txt')], target)
  await vi.waitFor(() => expect(states()).toEqual(['a.txt refused']))
  expect(uploadStore.getSnapshot()[0]).toMatchObject({ repeatable: false, problem: expect.stringMatching(/too large/) })
})

test('who signs out leaves nothing behind, and what was under way ends', async () => {
  answer({ path: 'o/s', token: 't' })
  vi.mocked(sendFile).mockImplementation(
    (_target, _file, { signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  )
  uploadStore.add([file('a.txt'), file('b.txt')], target)
  await vi.waitFor(() => expect(states()).toEqual(['a.txt sending', 'b.txt waiting']))
  uploadStore.reset()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(states()).toEqual([])
  expect(asked()).toEqual(['create'])
})
