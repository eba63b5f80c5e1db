import { expect, test } from 'vitest'
import { mailLinkFor } from '../mail-link.ts'
import { findProblemsInAllLooks } from './find-problems-in-all-looks.ts'
import { goTo } from './go-to.ts'
import { insertLongCall } from './insert-long-call.ts'
import { useProduct } from './use-product.ts'

const product = useProduct()

test('every screen is accessible and fits, on a desktop and a small phone, by day and by night', async () => {
  const page = await product.openApp({ reducedMotion: true })
  const problems: string[] = []
  const check = async (screen: string) => problems.push(...(await findProblemsInAllLooks(page, screen)))

  const email = 'somebody.with.a.long.name.indeed@subdomain.example.com'
  await page.getByLabel('E-mail address').fill('ada')
  await page.getByRole('button', { name: 'Mail me a link' }).click()
  await page.getByRole('alert').waitFor()
  await check('sign-in')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Mail me a link' }).click()
  await page.getByRole('heading', { name: 'Check your mail' }).waitFor()
  await check('mail sent')

  await page.goto(await mailLinkFor(product.stack, email))
  await product.stack.sql()`update agents set status = 'published', greeting = '', instructions = 'Parking is free.'`
  await page.getByRole('button', { name: 'Type instead' }).waitFor()
  await check('home')

  await page.getByRole('button', { name: 'Type instead' }).click()
  await page.getByRole('textbox', { name: 'Type a message' }).fill(`is parking free at ${'x'.repeat(60)}`)
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: 'Transcript' }).getByText('Parking is free').waitFor({ timeout: 20_000 })
  await check('live call')
  await page.getByRole('button', { name: 'End call' }).click()
  await page.getByRole('heading', { name: 'Call ended' }).waitFor()
  await check('ended')

  await page.getByRole('link', { name: 'Open the transcript' }).click()
  await page.getByRole('button', { name: 'Rename' }).waitFor()
  await check('detail')
  await page.getByText('Time line as a table').click()
  await check('detail, as a table')
  await page.goto(`${product.appUrl}/calls/${await insertLongCall(product.stack.sql(), email)}`)
  await page.getByRole('option', { name: /Segment 5 took over/ }).waitFor()
  await check('detail of a long call')
  await goTo(page, 'History')
  await page.getByRole('searchbox').fill('parking')
  await page.locator('mark').first().waitFor()
  await check('history')
  await page.getByRole('button', { name: /account/i }).click()
  await page.getByRole('menu').waitFor()
  await check('account menu')

  expect(problems).toEqual([])
})

test('so are the screens of organisations', async () => {
  const page = await product.openApp({ reducedMotion: true })
  const problems: string[] = []
  const check = async (screen: string) => problems.push(...(await findProblemsInAllLooks(page, screen)))
  await product.signIn(page, 'somebody.else.with.a.long.name@subdomain.example.com')

  await goTo(page, 'Settings')
  await page.getByRole('meter').first().waitFor()
  await check('settings of a personal organisation')
  await page.getByRole('link', { name: 'Make an organisation' }).click()
  await page.getByRole('heading', { name: 'New organisation' }).waitFor()
  await page
    .getByRole('textbox', { name: 'Name', exact: true })
    .fill('The Society for the Preservation of Unusually Long Names')
  await check('new organisation')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /Delete this organisation/ }).click()
  await page.getByLabel(/Type “The Society/).waitFor()
  await check('settings')
  await page.getByRole('button', { name: /^Organisation: / }).click()
  await page.getByRole('menu').waitFor()
  await check('organisation switcher')
  await page.goto(`${product.appUrl}/invitation?token=unknown`)
  await page.getByRole('heading', { name: /not there any more/ }).waitFor()
  await check('invitation that was taken back')

  expect(problems).toEqual([])
})

test('so are those of agents, with long words in them', async () => {
  const page = await product.openApp({ reducedMotion: true })
  const problems: string[] = []
  const check = async (screen: string) => problems.push(...(await findProblemsInAllLooks(page, screen)))
  await product.signIn(page, 'bea@example.com')
  await goTo(page, 'Agents')
  await page.getByRole('link', { name: /Robin/ }).waitFor()
  await check('agents')
  await page.getByRole('link', { name: /Robin/ }).click()
  await page.getByLabel('Instructions').fill(`${'x'.repeat(60)} is free.\nParking too.`)
  await page.getByRole('button', { name: 'Insert an example' }).click()
  await page.getByRole('button', { name: 'Publish…' }).click()
  await page.getByRole('region', { name: 'What changes against version 1' }).getByText('Parking too.').waitFor()
  await check('agent, before publishing')
  await page.getByRole('button', { name: 'Not yet' }).click()
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.getByText('Published, draft differs').waitFor()
  await check('agent')
  expect(problems).toEqual([])
})
