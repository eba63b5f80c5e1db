import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { cutNetwork, mendNetwork } from './cut-network.ts'
import { findAccessibilityProblems } from './find-accessibility-problems.ts'
import { readHeard } from './listen-to-page.ts'
import { recordMicrophone } from './spoken-microphone.ts'
import { useProduct } from './use-product.ts'

const product = useProduct()
const instructions = 'We open at eight in the morning. We sell bread and cake. Parking is free.'

test('a call outlives its network: it says so calmly, keeps what is written, and goes on', async () => {
  const page = await call('ada@example.com')
  await say(page, 'do you sell bread')
  await heardOut(page, /bread and cake/i)

  await cutNetwork(page)
  const line = page.getByText('Reconnecting…')
  await line.first().waitFor({ timeout: 10_000 })
  expect(await alerts(page)).toEqual([])
  expect(await findAccessibilityProblems(page)).toEqual([])
  await say(page, 'is parking free')
  await transcript(page).getByText('is parking free').waitFor()
  await page
    .getByText(/your device is offline.*hang up/i)
    .first()
    .waitFor({ timeout: 15_000 })
  expect(await findAccessibilityProblems(page)).toEqual([])

  await mendNetwork(page)
  await line.first().waitFor({ state: 'detached', timeout: 30_000 })
  await transcript(page)
    .getByText(/parking is free/i)
    .waitFor({ timeout: 20_000 })
  await expect
    .poll(() => rows('role, text'), { timeout: 15_000 })
    .toEqual([
      { role: 'user', text: 'do you sell bread' },
      { role: 'assistant', text: expect.stringMatching(/bread and cake/i) },
      { role: 'user', text: 'is parking free' },
      { role: 'assistant', text: expect.stringMatching(/parking is free/i) },
    ])

  await page.getByRole('button', { name: 'End call' }).click()
  await page.getByRole('heading', { name: 'Call ended' }).waitFor()
  await page.getByRole('link', { name: 'Open the transcript' }).click()
  await page.getByRole('option', { name: /Segment 2 took over from segment 1/ }).waitFor()
  expect(await findAccessibilityProblems(page)).toEqual([])
})

test('a second window takes the call over with what was said, and the first takes it back', async () => {
  const first = await call('bob@example.com')
  await say(first, 'do you sell bread')
  await heardOut(first, /bread and cake/i)
  const second = await first.context().newPage()
  await second.goto(product.appUrl)
  await second.getByRole('button', { name: 'Continue here' }).click()
  await transcript(second)
    .getByText(/bread and cake/i)
    .waitFor({ timeout: 20_000 })
  await second.getByRole('textbox', { name: 'Type a message' }).isEnabled()

  await first.getByText('This call goes on in another window').waitFor({ timeout: 20_000 })
  expect(await alerts(first)).toEqual([])
  expect(await findAccessibilityProblems(first)).toEqual([])
  await say(second, 'is parking free')
  await transcript(second)
    .getByText(/parking is free/i)
    .waitFor({ timeout: 20_000 })
  expect(await transcript(second).getByRole('listitem').allTextContents()).toEqual([
    expect.stringMatching(/do you sell bread/),
    expect.stringMatching(/bread and cake/i),
    expect.stringMatching(/is parking free/),
    expect.stringMatching(/parking is free/i),
  ])

  await first.getByRole('button', { name: 'Take it back' }).click()
  await second.getByText('This call goes on in another window').waitFor({ timeout: 20_000 })
  await transcript(first)
    .getByText(/parking is free/i)
    .waitFor({ timeout: 20_000 })
})

/** Calls in writing, as somebody new. */
async function call(email: string): Promise<Page> {
  const page = await product.openApp({ reducedMotion: true, microphone: await recordMicrophone([]) })
  await product.signIn(page, email)
  await product.stack.sql()`update agents set status = 'published', greeting = '', instructions = ${instructions}`
  await page.getByRole('button', { name: 'Type instead' }).click()
  return page
}

async function say(page: Page, text: string): Promise<void> {
  const line = page.getByRole('textbox', { name: 'Type a message' })
  await line.fill(text, { timeout: 20_000 })
  await line.press('Enter')
}

/** What is told as a problem; a place where one could appear is none. */
const alerts = async (page: Page) => (await page.getByRole('alert').allTextContents()).filter((text) => text !== '')

/** Waits for an answer, and until it was heard to its end: what one writes before that interrupts it. */
async function heardOut(page: Page, words: RegExp): Promise<void> {
  await transcript(page).getByText(words).waitFor({ timeout: 20_000 })
  await expect.poll(async () => (await readHeard(page)).voicedMs, { timeout: 10_000 }).toBeGreaterThan(600)
  await expect.poll(async () => (await readHeard(page)).silentForMs, { timeout: 10_000 }).toBeGreaterThan(700)
}

const transcript = (page: Page) => page.getByRole('list', { name: 'Transcript' })

function rows(columns: 'role, text') {
  return product.stack
    .sql()
    .unsafe(`select ${columns} from messages order by position`)
    .then((found) => [...found])
}
