import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { giveNoteTool } from './give-note-tool.ts'
import { goTo } from './go-to.ts'
import { useChatProduct } from './use-chat-product.ts'

const used = useChatProduct()
const PATIENCE = { timeout: 30_000 }
const conversation = (page: Page) => page.getByRole('list', { name: 'Conversation' })
const card = (page: Page) => page.getByRole('region', { name: /wants to use add_note/ })

/** A person on two devices, whose agent has a tool that writes their notes when they approve. */
async function twoDevices(email: string): Promise<[laptop: Page, phone: Page]> {
  const { product, provider } = used
  provider.answer = ({ turns }) =>
    turns.at(-1)?.role === 'tool'
      ? { text: 'That is settled.' }
      : { text: 'I write that down.', calls: [{ name: 'add_note', arguments: '{"text":"Buy rye"}' }] }
  const [laptop, phone] = await Promise.all([
    product.openApp({ reducedMotion: true }),
    product.openApp({ reducedMotion: true, phone: true }),
  ])
  await product.signIn(laptop, email)
  // Auth sends an address one mail a second.
  await phone.waitForTimeout(1500)
  await product.signIn(phone, email)
  await giveNoteTool(product.stack.sql(), email)
  return [laptop, phone]
}

async function ask(page: Page, text: string): Promise<void> {
  await goTo(page, 'Chat')
  const composer = page.getByRole('textbox', { name: /^Message to/ })
  await composer.fill(text)
  await composer.press('Enter')
}

const notesOf = (email: string) => used.product.stack.sql()<{ text: string; by_agent: boolean }[]>`
  select n.text, n.by_agent from notes n join auth.users u on u.id = n.user_id where u.email = ${email}`

test('what the laptop waits for is changed and approved on the phone, and done once, as approved', async () => {
  const email = 'ada@example.com'
  const [laptop, phone] = await twoDevices(email)
  await ask(laptop, 'Remember the rye.')
  await card(laptop).getByText('Buy rye').waitFor(PATIENCE)
  expect(await notesOf(email)).toHaveLength(0)

  // Wherever the phone is, it says so.
  await phone.getByRole('link', { name: 'Approvals 1 waiting' }).click(PATIENCE)
  await card(phone).getByText('Buy rye').waitFor(PATIENCE)
  await card(phone)
    .getByText(/waiting for .* ends in 6 d/)
    .waitFor()
  await card(phone).getByRole('button', { name: 'Change…' }).click()
  const field = card(phone).getByRole('textbox', { name: 'text' })
  await field.fill('x')
  await card(phone)
    .getByText(/^text: /)
    .waitFor()
  expect(await card(phone).getByRole('button', { name: 'Approve with these' }).isDisabled()).toBe(true)
  await field.fill('Buy rye and salt')
  await card(phone).getByRole('button', { name: 'Approve with these' }).click()

  await conversation(laptop).getByText('That is settled.').waitFor(PATIENCE)
  await conversation(laptop).getByText('Used, with your arguments,').click()
  await conversation(laptop).getByText('"text": "Buy rye and salt"').waitFor()
  await phone.getByText('Nothing waits for you. When').waitFor(PATIENCE)
  await expect.poll(() => phone.getByText('waiting', { exact: false }).count()).toBe(0)
  expect([...(await notesOf(email))]).toEqual([{ text: 'Buy rye and salt', by_agent: true }])
  expect(await phone.evaluate(() => document.activeElement?.textContent)).toBe('Approvals')
})

test('refused by keyboard in the chat, it is not done, and the other device learns it', async () => {
  const email = 'bea@example.com'
  const [laptop, phone] = await twoDevices(email)
  await ask(laptop, 'Remember the rye.')
  await phone.getByRole('link', { name: 'Approvals 1 waiting' }).click(PATIENCE)
  await card(phone).waitFor(PATIENCE)
  await card(laptop).getByRole('button', { name: 'Refuse' }).press('Enter')
  await conversation(laptop).getByText('That is settled.').waitFor(PATIENCE)
  await conversation(laptop).getByText('Refused:').waitFor()
  await card(phone).waitFor({ state: 'detached' })
  expect(await notesOf(email)).toHaveLength(0)
  // The card had the focus; the next word can be typed.
  expect(await laptop.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
})

test('both decide at once: one is taken, the other is told', async () => {
  const email = 'cyd@example.com'
  const [laptop, phone] = await twoDevices(email)
  await ask(laptop, 'Remember the rye.')
  await card(laptop).waitFor(PATIENCE)
  await phone.goto(laptop.url())
  await card(phone).waitFor(PATIENCE)
  await Promise.all([laptop, phone].map((page) => card(page).getByRole('button', { name: 'Approve' }).click()))
  await Promise.all([laptop, phone].map((page) => conversation(page).getByText('That is settled.').waitFor(PATIENCE)))
  expect(await notesOf(email)).toHaveLength(1)
  expect(await card(phone).count()).toBe(0)
})

test('a run tells its time line: the wait for its person, the tool, tokens and cost', async () => {
  const email = 'dan@example.com'
  const [laptop] = await twoDevices(email)
  await ask(laptop, 'Remember the rye.')
  await card(laptop).getByRole('button', { name: 'Approve' }).click(PATIENCE)
  await conversation(laptop).getByText('That is settled.').waitFor(PATIENCE)
  await goTo(laptop, 'Runs')
  await laptop
    .getByRole('main')
    .getByRole('link', { name: /Remember the rye/ })
    .click()
  const line = laptop.getByRole('region', { name: 'Time line' })
  await line.getByText('Waiting for you').waitFor(PATIENCE)
  await line.getByText('add_note: you approved it').waitFor()
  const [run] = await used.product.stack.sql()<{ cost: number; input: number }[]>`
    select cost_micro_usd::int as cost, input_tokens::int as input from ai.runs r
    join auth.users u on u.id = r.user_id where u.email = ${email}`
  expect(run?.cost).toBeGreaterThan(0)
  const shown = await laptop.getByRole('definition').allTextContents()
  expect(shown.map((text) => text.replaceAll(/[$,]/g, ''))).toEqual(
    expect.arrayContaining([String(run?.input), expect.stringMatching(/^0\.\d+$/)]),
  )
  expect(Number(shown[0]?.replace('$', '')) * 1e6).toBeCloseTo(run?.cost ?? 0, 3)
})
