import { expect, test } from 'vitest'
import { makePdf } from '../integration/sources/make-files.ts'
import { dropFiles } from './drop-files.ts'
import { findProblemsInAllLooks } from './find-problems-in-all-looks.ts'
import { readHeard } from './listen-to-page.ts'
import { seeMark } from './see-mark.ts'
import { recordMicrophone } from './spoken-microphone.ts'
import { useProduct } from './use-product.ts'

const product = useProduct()
const PATIENCE = { timeout: 60_000 }
const POLICY = 'Our refund policy is that goods which come back within fourteen days are refunded in full.'

test('upload a PDF, then talk with it: the spoken answer is in it alone, and its citation opens the page', async () => {
  const microphone = await recordMicrophone([{ at: 8, text: 'what is your refund policy' }])
  const page = await product.openApp({ microphone, reducedMotion: true })
  await product.signIn(page, 'ada@example.com')
  // No greeting: the caller would speak over it where the machine is slow.
  await product.stack.sql()`update agents set status = 'published', instructions = 'You are Robin.', greeting = ''`
  const main = page.getByRole('main')
  await page.getByRole('link', { name: 'Knowledge' }).click()
  await main.getByLabel('New knowledge base').fill('House')
  await main.getByRole('button', { name: 'Make' }).click()
  await main.getByRole('heading', { name: 'House', level: 1 }).waitFor()
  const handbook = await makePdf('Handbook.pdf', [
    ['Guests may arrive from three in the afternoon.'],
    ['Dogs are welcome in the garden rooms.'],
    [POLICY],
  ])
  await dropFiles(page, [handbook])
  await main.getByRole('list', { name: 'Documents' }).getByText('3 pages').waitFor(PATIENCE)
  await page.getByRole('link', { name: 'Agents' }).click()
  await main.getByRole('link', { name: /Robin/ }).click()
  await main.getByRole('checkbox', { name: 'House' }).check()
  await expect.poll(() => product.stack.sql()`select 1 from ai.agent_knowledge_bases`).toHaveLength(1)

  await page.getByRole('link', { name: 'Call', exact: true }).click()
  await main.getByRole('button', { name: 'Call', exact: true }).click()
  const transcript = main.getByRole('list', { name: 'Transcript' })
  await transcript.getByText(/According to Handbook.*within fourteen days/).waitFor(PATIENCE)
  await expect.poll(async () => (await readHeard(page)).voicedMs, PATIENCE).toBeGreaterThan(2000)

  // The call goes on while its caller reads.
  await transcript.getByRole('link', { name: 'Handbook.pdf, page 3' }).click()
  await seeMark(page, POLICY)
  expect(new URL(page.url()).search).toBe(`?page=3&start=0&end=${POLICY.length}`)
  await page.getByRole('timer').waitFor()
  await page.getByRole('link', { name: 'Call', exact: true }).click()
  await main.getByRole('button', { name: 'End call' }).click()
  await main.getByRole('link', { name: 'Open the transcript' }).click()
  await main.getByRole('button', { name: 'Rename' }).waitFor()
  expect(await findProblemsInAllLooks(page, 'transcript with citations')).toEqual([])
  await transcript.getByRole('list', { name: 'Sources' }).getByRole('link', { name: 'Handbook.pdf, page 3' }).click()
  await seeMark(page, POLICY)
}, 240_000)
