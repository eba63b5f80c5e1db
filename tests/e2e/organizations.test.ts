import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { mailLinkFor } from '../mail-link.ts'
import { findAccessibilityProblems } from './find-accessibility-problems.ts'
import { goTo } from './go-to.ts'
import { useProduct } from './use-product.ts'

const product = useProduct()
const PATIENCE = { timeout: 20_000 }

test('an organisation is made, shared and used by two people, and who is removed is moved away while they look', async () => {
  const problems: string[] = []
  const check = async (page: Page, screen: string) =>
    problems.push(...(await findAccessibilityProblems(page)).map((problem) => `${screen}: ${problem}`))
  const [ada, grace] = await Promise.all([
    product.openApp({ reducedMotion: true }),
    product.openApp({ reducedMotion: true, phone: true }),
  ])
  await product.signIn(ada, 'ada@example.com')

  // By keyboard alone.
  await ada.getByRole('button', { name: 'Organisation: ada' }).focus()
  await ada.keyboard.press('Enter')
  // The menu moves the focus a moment after the key.
  await ada.locator('[role=menuitemradio]:focus', { hasText: 'Personal' }).waitFor()
  await check(ada, 'switcher')
  await ada.keyboard.press('End')
  await ada.locator('[role=menuitem]:focus', { hasText: 'New organisation' }).waitFor()
  await ada.keyboard.press('Enter')
  await ada.getByLabel('Name').waitFor()
  await check(ada, 'new organisation')
  await ada.keyboard.type('Acme')
  await ada.keyboard.press('Enter')
  await ada.getByText('Acme, where you are an owner.').waitFor()
  await ada.getByText(/you are the only owner, so you cannot leave/i).waitFor()
  await ada.getByLabel('E-mail address').focus()
  await ada.keyboard.type('grace@example.com')
  await ada.keyboard.press('Enter')
  await ada.getByText('The invitation to grace@example.com is on its way.').waitFor(PATIENCE)
  await ada.getByRole('list', { name: 'Open invitations' }).getByText('grace@example.com').waitFor()
  await check(ada, 'settings of an owner')
  const organizationId = await publishAgent()

  await grace.goto(await mailLinkFor(product.stack, 'grace@example.com'))
  await grace.getByRole('heading', { name: 'Join Acme' }).waitFor()
  await grace.getByText(/ada invites you to be a member of Acme.*owners and admins can read the calls/).waitFor()
  await check(grace, 'invitation')
  await grace.getByRole('button', { name: 'Join Acme' }).click()
  await grace.getByText('You joined as a member.').waitFor()
  await grace.getByRole('heading', { name: 'Talk to Wren' }).waitFor()
  await grace.getByText('Owners and admins of Acme can read this call.').waitFor()
  await check(grace, 'home of a member')
  await goTo(grace, 'Settings')
  await grace.getByText(/owners and admins invite people/i).waitFor()
  expect(await grace.getByRole('button', { name: /invite|remove|delete/i }).count()).toBe(0)
  await check(grace, 'settings of a member')
  await goTo(grace, 'History')
  expect(await grace.getByRole('radio').count()).toBe(0)

  // Heard: who has joined, and a plan that the operator changes.
  await ada.getByRole('list', { name: 'Members' }).getByText('grace@example.com').waitFor()
  await product.stack.sql()`update organizations set plan = 'pro' where id = ${organizationId}`
  await ada.getByText('The plan is Pro.').waitFor()

  const callId = await call(ada)
  await ada.getByRole('link', { name: 'Settings' }).click()
  await ada.getByLabel('Role of grace').selectOption('admin')
  await grace.getByText('You are an admin of Acme now').waitFor()
  await grace.getByRole('radio', { name: 'Everyone’s' }).click()
  await grace
    .getByRole('main')
    .getByRole('link', { name: /Call with Wren.*ada/ })
    .click()
  await grace.getByText(/This call was made by ada. You read it as an admin of Acme/).waitFor()
  await grace.getByRole('list', { name: 'Transcript' }).getByText('is parking free').waitFor()
  expect(await grace.getByRole('button', { name: 'Rename' }).count()).toBe(0)
  await check(grace, 'somebody else’s call')

  await ada.getByRole('button', { name: 'Remove grace' }).click()
  await ada.getByRole('button', { name: 'Remove grace' }).click()
  await grace.getByText('You are no longer a member of Acme').waitFor()
  await grace.getByRole('button', { name: 'Organisation: grace' }).waitFor()
  await grace.getByRole('heading', { name: 'Talk to Robin' }).waitFor()
  expect(new URL(grace.url()).pathname).toBe('/')
  await check(grace, 'moved away')
  await grace.goto(`${product.appUrl}/calls/${callId}`)
  await grace.getByRole('heading', { name: 'No such call' }).waitFor()
  expect(problems).toEqual([])
})

test('who is signed in with another address signs out, in again, and is back at the invitation', async () => {
  const page = await product.openApp({ reducedMotion: true })
  await product.signIn(page, 'barbara@example.com')
  await page.goto(`${product.appUrl}/organizations/new`)
  await page.getByLabel('Name').fill('Bakery')
  await page.keyboard.press('Enter')
  await page.getByLabel('E-mail address').fill('edsger@example.com')
  await page.getByLabel('Role', { exact: true }).selectOption('admin')
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await page.getByText(/is on its way/).waitFor(PATIENCE)
  const mailed = new URL(await mailLinkFor(product.stack, 'edsger@example.com'))

  await page.goto(mailed.searchParams.get('redirect_to') ?? '')
  await page.getByText('You are signed in as barbara@example.com.').waitFor()
  expect(await findAccessibilityProblems(page)).toEqual([])
  await page.getByRole('button', { name: 'Sign out and use another address' }).click()
  await page.getByText('Sign in with the address that your invitation came to.').waitFor()
  await page.getByLabel(/mail/i).fill('edsger@example.com')
  await page.keyboard.press('Enter')
  await page.getByText('Check your mail').waitFor()
  await page.goto(await newMailLink('edsger@example.com', mailed.href))
  await page.getByRole('heading', { name: 'Join Bakery' }).waitFor()
  await page.getByText(/to be an admin of Bakery/).waitFor()
})

/** Gives the organisation somebody to call. Its id. */
async function publishAgent(): Promise<string> {
  const [row] = await product.stack.sql()<{ organization_id: string }[]>`
    insert into agents (organization_id, name, instructions, greeting, status)
    select id, 'Wren', 'Parking is free.', '', 'published' from organizations where name = 'Acme'
    returning organization_id`
  return row?.organization_id ?? ''
}

/** Calls the organisation's agent in writing. The call's id. */
async function call(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Call', exact: true }).click()
  await page.reload()
  await page.getByRole('heading', { name: 'Talk to Wren' }).waitFor()
  await page.getByRole('button', { name: 'Type instead' }).click()
  await page.getByRole('textbox', { name: 'Type a message' }).fill('is parking free')
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: 'Transcript' }).getByText('Parking is free').waitFor(PATIENCE)
  await page.getByRole('button', { name: 'End call' }).click()
  await page.getByRole('heading', { name: 'Call ended' }).waitFor()
  const [row] = await product.stack.sql()<{ id: string }[]>`select id from calls`
  return row?.id ?? ''
}

/** The link of a mail that came after another one. */
async function newMailLink(email: string, before: string): Promise<string> {
  await expect.poll(() => mailLinkFor(product.stack, email), { timeout: 5000 }).not.toBe(before)
  return mailLinkFor(product.stack, email)
}
