import type { RealtimeConnection } from '@parley/local-openai/realtime/realtime-connection'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { readHeard } from './listen-to-page.ts'
import { recordMicrophone } from './spoken-microphone.ts'
import { useProduct } from './use-product.ts'

const product = useProduct({ openai: { record: true } })

test('a call by keyboard alone: mute, type, hang up; then its page, the history, a search, a name', async () => {
  const microphone = await recordMicrophone([
    { at: 5, text: 'when do you open in the morning' },
    { at: 12, text: 'do you sell bread' },
  ])
  const page = await product.openApp({ microphone })
  await product.signIn(page, 'ada@example.com')
  const phone = await product.openApp({ phone: true })
  await product.signIn(phone, 'ada@example.com')
  await product.stack.sql()`
    update agents set status = 'published', greeting = '', instructions = 'We open at eight in the morning. We sell bread and cake. Parking is free.'`

  await reach(page.getByRole('button', { name: 'Call', exact: true }))
  await page.keyboard.press('Enter')
  const mute = page.getByRole('button', { name: 'Mute' })
  await page.getByText('Listening', { exact: true }).first().waitFor({ timeout: 20_000 })

  // The first sentence falls into the time without a microphone.
  await page.keyboard.press('m')
  await page.getByText('You are muted').first().waitFor()
  expect(await mute.getAttribute('aria-pressed')).toBe('true')
  const framesBefore = voiceFrames().length
  await page.waitForTimeout(7500)
  const whileMuted = voiceFrames().slice(framesBefore)
  expect(Math.max(0, ...whileMuted.slice(1))).toBe(0)
  expect(await messages()).toEqual([])
  await page.keyboard.press('m')
  expect(await mute.getAttribute('aria-pressed')).toBe('false')

  const transcript = page.getByRole('list', { name: 'Transcript' })
  await transcript.getByText(/sell bread and cake/i).waitFor({ timeout: 30_000 })
  await expect.poll(async () => (await readHeard(page)).voicedMs, { timeout: 10_000 }).toBeGreaterThan(600)
  await page.keyboard.press('t')
  await page.keyboard.type('is parking free')
  await page.keyboard.press('Enter')
  await transcript.getByText(/parking is free/i).waitFor({ timeout: 20_000 })
  const spoken = { status: 'completed', source: 'voice' }
  const conversation = [
    { role: 'user', text: expect.stringMatching(/sell bread/i), ...spoken },
    { role: 'assistant', text: expect.stringMatching(/^we sell/i), source: 'voice', status: expect.any(String) },
    { role: 'user', text: 'is parking free', source: 'text', status: 'completed' },
    { role: 'assistant', text: expect.stringMatching(/parking is free/i), ...spoken },
  ]
  await expect.poll(messages, { timeout: 15_000 }).toEqual(conversation)
  expect(Math.max(...voiceFrames().slice(framesBefore))).toBeGreaterThan(1000)
  const inOrder = [/you sell bread/i, /we sell/i, /is parking free/, /parking is free/i].map(matching)
  expect(await turns(page)).toEqual(inOrder)

  const elsewhere = phone.getByRole('region', { name: 'Live on another device' })
  await elsewhere.getByText('is parking free').waitFor()
  await elsewhere.getByText(/parking is free/i).waitFor()
  expect(await overflow(phone)).toBeLessThanOrEqual(0)

  // Heard to its end, so that hanging up cuts nothing off.
  await expect
    .poll(() => readHeard(page).then(({ silentForMs }) => silentForMs), { timeout: 10_000 })
    .toBeGreaterThan(700)

  // A window that shrinks, as by a phone's keyboard, does not hide what was said last.
  await page.setViewportSize({ width: 390, height: 500 })
  const controls = page.getByRole('region', { name: 'Call controls' })
  await expect
    .poll(async () => (await bottom(transcript)) - (await top(controls)), { timeout: 3000 })
    .toBeLessThanOrEqual(0)

  // Once out of the text field, once to ask, Enter to mean it.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Press again to end the call' }).waitFor()
  expect(await ended()).toBeNull()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Call ended' }).waitFor()
  await page.getByText(/with Robin, 4 turns/).waitFor()
  await expect.poll(ended, { timeout: 10_000 }).toBe('hangup')
  await elsewhere.waitFor({ state: 'detached' })

  await reach(page.getByRole('link', { name: 'Open the transcript' }))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /Call with/ }).waitFor()
  await transcript.getByText('is parking free').waitFor()
  expect(await turns(page)).toEqual(inOrder)

  await reach(page.getByRole('button', { name: 'Rename' }))
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Title' }).waitFor()
  await page.keyboard.type('Where to park')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Where to park' }).waitFor()

  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'More' }).press('Enter')
  await page.getByRole('menuitem', { name: 'History' }).press('Enter')
  const row = page.getByRole('main').getByRole('link', { name: /Where to park/ })
  await row.waitFor()
  await reach(page.getByRole('searchbox', { name: 'Search what was said' }))
  await page.keyboard.type('bicycle')
  await page.getByText(/Nobody said/).waitFor()
  expect(await row.count()).toBe(0)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('parking')
  await row.waitFor()
  expect(await row.locator('mark').allTextContents()).toEqual(['parking'])
  await row.press('Enter')
  await page.getByRole('heading', { name: 'Where to park' }).waitFor()
})

/** Tabs until the element has the focus, as who has no mouse does. */
async function reach(element: Locator): Promise<void> {
  await element.waitFor()
  for (let tabs = 0; tabs < 40; tabs++) {
    if (await element.evaluate((node) => node === document.activeElement)) return
    await element.page().keyboard.press('Tab')
  }
  throw new Error(`${element} cannot be reached by Tab.`)
}

/** The loudest sample of every frame of the caller's that reached the provider. */
function voiceFrames(): number[] {
  const sessions = (product.stack.stack?.openai?.sessions ?? []) as readonly RealtimeConnection[]
  return sessions
    .flatMap((session) => session.received)
    .flatMap((event) => (event.type === 'input_audio_buffer.append' ? [Buffer.from(event.audio, 'base64')] : []))
    .map((bytes) => {
      let loudest = 0
      for (let at = 0; at + 1 < bytes.length; at += 2) loudest = Math.max(loudest, Math.abs(bytes.readInt16LE(at)))
      return loudest
    })
}

function messages() {
  return product.stack.sql()`select role, text, source, status from messages order by position`.then((rows) => [
    ...rows,
  ])
}

async function ended(): Promise<string | null> {
  const [row] = await product.stack.sql()<{ end_reason: string | null }[]>`select end_reason from calls`
  return row?.end_reason ?? null
}

const top = (element: Locator) => element.evaluate((node) => node.getBoundingClientRect().top)

const bottom = (element: Locator) => element.evaluate((node) => node.getBoundingClientRect().bottom)

const matching = (words: RegExp) => expect.stringMatching(words)

const turns = (page: Page) => page.getByRole('list', { name: 'Transcript' }).getByRole('listitem').allTextContents()

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
