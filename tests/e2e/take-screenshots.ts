import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { mailLinkFor } from '../mail-link.ts'
import { buildWebApp } from './build-web-app.ts'
import { cutNetwork, mendNetwork } from './cut-network.ts'
import { goTo } from './go-to.ts'
import { insertLongCall } from './insert-long-call.ts'
import { recordMicrophone } from './spoken-microphone.ts'
import { type Product, startProduct } from './start-product.ts'
import { visitChat } from './visit-chat.ts'
import { visitKnowledge } from './visit-knowledge.ts'

/**
 * `pnpm screenshots`: pictures of every screen for the docs, from a real call with the offline stand-in, on a desktop and
 * a phone, by day and by night. Overwrites `docs/screenshots`.
 */
const folder = join(import.meta.dirname, '../../docs/screenshots')
const email = 'ada@example.com'
const instructions =
  'We open at eight in the morning and close at six in the evening. On Sunday we are closed. We sell bread, cake and ' +
  'coffee. Our bread is made of flour, water and salt, and it rests for one night in the cold before it is baked.'
const devices = [
  { name: 'desktop', width: 1280, height: 800 },
  { name: 'phone', width: 390, height: 844 },
] as const

const build = await buildWebApp()
const product = await startProduct(build.dir)
try {
  await mkdir(folder, { recursive: true })
  const microphone = await recordMicrophone([
    { at: 6, text: 'when do you open in the morning' },
    { at: 13, text: 'how is your bread made' },
    { at: 17, text: 'what about sunday' },
  ])
  const page = await product.openApp({ microphone })
  await visit(page, product)
  await visitChat(build.dir, take)
} finally {
  await product.stop()
  await build.remove()
}

async function visit(page: Page, { stack, appUrl }: Product): Promise<void> {
  await take(page, 'sign-in')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Mail me a link' }).click()
  await page.getByText('Check your mail').waitFor()
  await page.goto(await mailLinkFor({ ...stack }, email))
  await page.getByRole('button', { name: 'Type instead' }).waitFor()
  await stack.sql()`update agents set status = 'published', instructions = ${instructions}, greeting = 'Corner Bakery, this is Robin. What can I do for you?'`
  await take(page, 'home')

  await page.getByRole('button', { name: 'Call', exact: true }).click()
  const transcript = page.getByRole('list', { name: 'Transcript' })
  await transcript.getByText('interrupted').waitFor({ timeout: 60_000 })
  await page.getByText('Robin is speaking').first().waitFor()
  await take(page, 'call')
  await cutNetwork(page)
  await page.getByText(/your last \d+ seconds are kept/).waitFor()
  await take(page, 'reconnecting')
  await mendNetwork(page)
  await page.getByText(/are kept/).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'End call' }).click()
  await page.getByRole('heading', { name: 'Call ended' }).waitFor()
  await take(page, 'ended')
  await page.getByRole('link', { name: 'Open the transcript' }).click()
  await page.getByRole('button', { name: 'Rename' }).waitFor()
  await take(page, 'detail')
  await goTo(page, 'History')
  await page.getByRole('main').getByRole('link').first().waitFor()
  await take(page, 'history')
  await goTo(page, 'Agents')
  await page.getByRole('link', { name: /^Robin\s*Published/ }).click()
  await page.getByLabel('Instructions').fill(`${instructions}\nIf somebody is in a hurry, be brief.`)
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.getByText('Published, draft differs').waitFor()
  await take(page, 'agent')
  await page.goto(`${appUrl}/calls/${await insertLongCall(stack.sql(), email)}`)
  await page.getByRole('option').nth(3).focus()
  await take(page, 'timeline')
  await page.setViewportSize(devices[0])
  await visitKnowledge(page, (screen) => take(page, screen))
  await shareOrganization(page, stack)
}

/** An organisation from its first hour: made, shared, and accepted by the one who was invited. */
async function shareOrganization(page: Page, stack: Product['stack']): Promise<void> {
  const guest = 'grace@example.com'
  await page.getByRole('button', { name: /^Organisation: / }).click()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Corner Bakery')
  await page.keyboard.press('Enter')
  await page.getByLabel('E-mail address').fill(guest)
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: 'Open invitations' }).getByText(guest).waitFor()
  await page.getByRole('meter').first().waitFor()
  await page.evaluate(() => window.scrollTo(0, 0))
  await take(page, 'organization')
  await page.goto(await mailLinkFor({ ...stack }, guest))
  await page.getByRole('heading', { name: 'Join Corner Bakery' }).waitFor()
  await take(page, 'invitation')
}

/** Takes a screen in all its looks, as quickly as can be, since a call goes on meanwhile. */
async function take(page: Page, screen: string): Promise<void> {
  // Scroll bars that float, as on phones and most desktops, take no room.
  await page.evaluate(() => document.documentElement.style.setProperty('scrollbar-gutter', 'auto'))
  for (const { name, ...size } of devices) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      // Colours fade over 150 ms.
      await page.waitForTimeout(250)
      const path = join(folder, `${screen}-${name}-${colorScheme}.png`)
      await page.screenshot({ path })
      console.log(`${path.slice(folder.length + 1).padEnd(28)} ${Math.round((await stat(path)).size / 1000)} kB`)
    }
  }
}
