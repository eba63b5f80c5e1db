import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { findProblemsInAllLooks } from './find-problems-in-all-looks.ts'
import { giveNoteTool } from './give-note-tool.ts'
import { goTo } from './go-to.ts'
import { recordMicrophone } from './spoken-microphone.ts'
import { useProduct } from './use-product.ts'

const product = useProduct()
const PATIENCE = { timeout: 30_000 }
const conversation = (page: Page) => page.getByRole('list', { name: 'Conversation' })

async function write(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: /^Message to/ })
  await composer.fill(text)
  await composer.press('Enter')
}

async function say(page: Page, text: string): Promise<void> {
  const line = page.getByRole('textbox', { name: 'Type a message' })
  await line.fill(text, PATIENCE)
  await line.press('Enter')
}

test('a conversation goes on by voice, and in writing again: the agent knows what was said in both', async () => {
  // Silent: what is said is typed.
  const microphone = await recordMicrophone([])
  const page = await product.openApp({ reducedMotion: true, microphone })
  await product.signIn(page, 'ada@example.com')
  await product.stack.sql()`update agents set status = 'published', greeting = '', instructions = 'You are a baker.'`
  await goTo(page, 'Chat')
  await write(page, 'My name is Ada.')
  await conversation(page).getByText('Nice to meet you, Ada.').waitFor(PATIENCE)
  const session = page.url()

  await page.getByRole('button', { name: 'Talk' }).click()
  await say(page, 'What is my name?')
  const transcript = page.getByRole('list', { name: 'Transcript' })
  await transcript.getByText('Your name is Ada.').waitFor(PATIENCE)
  await say(page, 'Call me Grace.')
  await transcript.getByText('Nice to meet you, Grace.').waitFor(PATIENCE)
  await page.getByRole('button', { name: 'End call' }).click()
  await page.getByText('Call ended').first().waitFor(PATIENCE)

  await page.goto(session)
  const called = conversation(page).getByRole('list', { name: 'What was said in the call' })
  await called.getByText('Call me Grace.').waitFor(PATIENCE)
  await write(page, 'What is my name?')
  await conversation(page).getByText('Your name is Grace.').waitFor(PATIENCE)
  const said = (await conversation(page).textContent()) ?? ''
  const places = ['Nice to meet you, Ada.', 'Call me Grace.', 'Your name is Grace.'].map((words) => said.indexOf(words))
  expect(places).toEqual([...places].sort((one, other) => one - other))
})

test('what an agent may not do alone in a call waits for an approval, and the caller hears of both', async () => {
  const email = 'bea@example.com'
  // Silent: what is said is typed.
  const microphone = await recordMicrophone([])
  const page = await product.openApp({ reducedMotion: true, microphone })
  const phone = await product.openApp({ reducedMotion: true, phone: true })
  await product.signIn(page, email)
  await phone.waitForTimeout(1500)
  await product.signIn(phone, email)
  await giveNoteTool(product.stack.sql(), email)
  await product.stack.sql()`update agents set greeting = '', instructions = 'You are a baker.'`
  await goTo(page, 'Call')
  await page.reload()
  await page.getByRole('button', { name: 'Call', exact: true }).click()
  await say(page, 'Please add a note about the rye bread')
  const transcript = page.getByRole('list', { name: 'Transcript' })
  await transcript.getByText('This needs your approval').locator('visible=true').waitFor(PATIENCE)
  await transcript.getByRole('link', { name: 'Decide' }).waitFor(PATIENCE)
  expect(await findProblemsInAllLooks(page, 'a call that waits for an approval')).toEqual([])
  const notes = () => product.stack.sql()`select text, by_agent from notes`.then((rows) => [...rows])
  expect(await notes()).toEqual([])

  await phone.getByRole('link', { name: 'Approvals 1 waiting' }).click(PATIENCE)
  const card = phone.getByRole('region', { name: /wants to use add_note/ })
  const answers = await transcript.getByRole('listitem').count()
  await card.getByRole('button', { name: 'Approve', exact: true }).click(PATIENCE)
  await expect.poll(notes, PATIENCE).toEqual([{ text: expect.stringContaining('rye'), by_agent: true }])
  await expect.poll(() => transcript.getByRole('listitem').count(), PATIENCE).toBeGreaterThan(answers)
  await page.getByRole('button', { name: 'End call' }).click()
})
