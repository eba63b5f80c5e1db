import { expect, test } from 'vitest'
import { makePdf, makeText } from '../integration/sources/make-files.ts'
import { dropFiles } from './drop-files.ts'
import { findProblemsInAllLooks } from './find-problems-in-all-looks.ts'
import { seeMark } from './see-mark.ts'
import { useProduct } from './use-product.ts'

const product = useProduct()
const PATIENCE = { timeout: 60_000 }

test('an agent is asked about one document: it looks nowhere else, and its citation opens the page', async () => {
  const page = await product.openApp({ reducedMotion: true })
  await product.signIn(page, 'cleo@example.com')
  await product.stack.sql()`update agents set status = 'published' where organization_id in
    (select organization_id from memberships join auth.users on id = user_id where email = 'cleo@example.com')`
  const main = page.getByRole('main')
  await page.getByRole('link', { name: 'Knowledge' }).click()
  await dropFiles(page, [
    await makePdf('Seaside.pdf', [['The Seaside'], ['A dog costs fifteen euros a night.']]),
    makeText('Mountain.txt', 'text', 'A dog costs ninety euros a night.'),
  ])
  const documents = main.getByRole('list', { name: 'Documents' })
  await documents.getByText('2 pages').waitFor(PATIENCE)
  await documents.getByText('1 section').waitFor(PATIENCE)
  await documents.getByRole('link', { name: 'Seaside.pdf' }).click()
  await main.getByRole('link', { name: 'Chat about it' }).click()
  await main.getByText('About Seaside.pdf alone').waitFor()
  expect(await findProblemsInAllLooks(page, 'a new chat about a document')).toEqual([])

  await main.getByRole('textbox', { name: /^Message to/ }).fill('How much does a dog cost a night?')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/chat\/[0-9a-f-]{36}\?source=/)
  const conversation = main.getByRole('list', { name: 'Conversation' })
  await conversation.getByRole('link', { name: /how this answer/ }).waitFor(PATIENCE)
  expect(await conversation.textContent()).toContain('fifteen euros')
  expect(await conversation.textContent()).not.toContain('ninety')
  // The next question is about it, too, until one leaves it.
  await main.getByText('About Seaside.pdf alone').waitFor()
  await conversation.getByRole('link', { name: 'Seaside.pdf, page 2' }).first().click()
  await seeMark(page, /fifteen euros/)
  await page.goBack()
  await main.getByRole('link', { name: 'Ask about everything' }).click()
  await main.getByText('About Seaside.pdf alone').waitFor({ state: 'detached' })
  expect(new URL(page.url()).search).toBe('')
})
