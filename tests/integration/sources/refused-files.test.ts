import { ERROR_CODES } from '@parley/shared/error-codes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestUser } from '../../stack-fixture.ts'
import { makeDocx, makeLockedPdf, makePdf, makeProse, makeText, makeZipBomb } from './make-files.ts'
import { type SourcesRig, startSourcesRig, type TestFile } from './start-sources-rig.ts'

let rig: SourcesRig
let ada: TestUser
beforeAll(async () => {
  rig = await startSourcesRig()
  ada = await rig.createUser('ada')
})
afterAll(() => rig?.stop())

const refused: [string, string, () => Promise<TestFile> | TestFile][] = [
  ['a corrupt PDF', 'source_damaged', () => makeText('broken.pdf', 'pdf', `%PDF-1.7\n${'nonsense '.repeat(500)}`)],
  ['a PDF with a password', 'source_encrypted', () => makeLockedPdf('locked.pdf')],
  ['a PDF of pictures', 'source_without_text', () => makePdf('scan.pdf', [[], []])],
  ['a zip bomb', 'source_inflates', () => makeZipBomb('bomb.docx')],
  ['a file of 0 bytes', 'source_empty', () => makeText('nothing.txt', 'text', '')],
  ['a file of blanks', 'source_without_text', () => makeText('blank.txt', 'text', ' \n\n \n')],
  ['a PNG called PDF', 'source_type_differs', () => png('photo.pdf', 'pdf')],
  ['a PNG called text', 'source_type_differs', () => png('photo.txt', 'text')],
  ['a PDF called DOCX', 'source_type_differs', async () => ({ ...(await makePdf('a.docx', [['x']])), kind: 'docx' })],
  ['a DOCX that was cut off', 'source_damaged', () => cut(makeDocx('cut.docx', makeProse(20).flat()))],
]

test.each(refused)('%s ends as a state with a reason, and nothing of it is found', async (_, code, make) => {
  const { id } = await rig.upload(ada, await make())
  expect(await rig.settled(ada, id)).toMatchObject({ status: 'failed', error_code: code, run_id: null })
  expect(ERROR_CODES).toHaveProperty(code)
  const chunks = await ada.client.schema('ai').from('chunks').select('id').eq('source_id', id)
  expect(chunks.data).toEqual([])
  // Asked for once more, it fails once more, and does not hang.
  expect((await rig.ask(ada, { action: 'retry', source_id: id })).status).toBe(200)
  expect(await rig.settled(ada, id)).toMatchObject({ status: 'failed', error_code: code })
})

test('200 MB are refused when they are announced, and by the bucket when they were not', async () => {
  const size = 200 * 1024 * 1024
  const honest = await rig.create(ada, makeText('big.pdf', 'pdf', ''), { bytes: size })
  expect(honest).toMatchObject({ status: 413, body: { error: { code: 'source_too_large' } } })

  const liar = await rig.create(ada, makeText('small.pdf', 'pdf', 'x'))
  const { path = '', token = '' } = liar.body.upload ?? {}
  const sent = await ada.client.storage.from('sources').uploadToSignedUrl(path, token, new Blob([new Uint8Array(size)]))
  expect(sent.error?.message).toMatch(/size|large/i)
  const uploaded = await rig.ask(ada, { action: 'uploaded', source_id: liar.body.source_id })
  expect(uploaded).toMatchObject({ status: 409, body: { error: { code: 'upload_missing' } } })
})

test('a file other than the announced one is refused, and the announced one can still be uploaded', async () => {
  const file = makeText('note.txt', 'text', 'The announced file has these words in it, and no others.')
  const { body } = await rig.create(ada, file)
  const send = (text: string, { path = '', token = '' }: { path?: string; token?: string }) =>
    ada.client.storage.from('sources').uploadToSignedUrl(path, token, new Blob([text]))
  await send('Another file altogether.', body.upload ?? {})
  const first = await rig.ask(ada, { action: 'uploaded', source_id: body.source_id })
  expect(first.body).toMatchObject({ status: 'failed', error_code: 'upload_differs' })

  const again = await rig.create(ada, file)
  expect(again.body).toMatchObject({ source_id: body.source_id, existing: true, upload: { path: expect.any(String) } })
  expect((await send(new TextDecoder().decode(file.bytes), again.body.upload ?? {})).error).toBeNull()
  await rig.ask(ada, { action: 'uploaded', source_id: body.source_id })
  expect(await rig.settled(ada, body.source_id)).toMatchObject({ status: 'ready' })
})

const png = (name: string, kind: TestFile['kind']): TestFile => ({
  name,
  kind,
  bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]),
})

const cut = (file: TestFile): TestFile => ({ ...file, bytes: file.bytes.slice(0, 400) })
