import type { Page } from 'playwright-core'
import { makeLockedPdf, makePdf, makeProse, makeText } from '../integration/sources/make-files.ts'
import { dropFiles } from './drop-files.ts'
import { goTo } from './go-to.ts'

const PATIENCE = { timeout: 60_000 }
const REFUNDS = 'What comes back within three days with its receipt is refunded in full; bread only on the same day.'
const HANDBOOK = [
  ['Corner Bakery: how we work', '', 'We bake from two in the morning, and open at eight. On Sunday we are closed.'],
  [
    'Orders',
    '',
    'Cakes for eight people or more are ordered two days ahead, with a deposit of half the price. A cake that is not',
    'fetched is kept until closing time, then it goes to the shelter in Mill Street. Who cancels a day ahead gets the',
    'deposit back; who cancels on the day does not.',
    '',
    'Refunds',
    '',
    REFUNDS,
    'Vouchers are never refunded, but they do not expire either.',
  ],
  ['Allergies', '', 'Everything may hold traces of nuts. The rye bread is made without wheat, on a table of its own.'],
]
const PRICES =
  '# Bread\n\nRye bread costs four euros, a baguette two.\n\n# Cake\n\nA slice of cake costs three euros fifty.'

/** Gives an organisation knowledge, and shows it: the list, a knowledge base, a search, a page, an agent that has it. */
export async function visitKnowledge(page: Page, take: (screen: string) => Promise<void>): Promise<void> {
  const main = page.getByRole('main')
  await goTo(page, 'Knowledge')
  await main.getByText('There is no document yet.').waitFor()
  await main.getByLabel('New knowledge base').fill('Counter')
  await main.getByRole('button', { name: 'Make' }).click()
  await main.getByRole('heading', { name: 'Counter', level: 1 }).waitFor()
  await dropFiles(page, [
    await makePdf('Staff handbook.pdf', HANDBOOK),
    makeText('Price list.md', 'markdown', PRICES),
    await makeLockedPdf('Lease of the shop.pdf'),
  ])
  const documents = main.getByRole('list', { name: 'Documents' })
  await documents.getByText('3 pages').waitFor(PATIENCE)
  await documents.getByText('2 sections').waitFor(PATIENCE)
  await documents.getByText('locked by a password').waitFor(PATIENCE)
  await take('knowledge-base')

  await main.getByRole('link', { name: 'Knowledge', exact: true }).click()
  await dropFiles(page, [await makePdf('Minutes of ten years.pdf', makeProse(300))])
  await documents.getByText(/(Reading page|Indexing passage) \d/).waitFor(PATIENCE)
  await page.evaluate(() => window.scrollTo(0, 0))
  await take('knowledge')

  await main.getByRole('searchbox', { name: 'Ask your documents' }).fill('do I get my money back')
  await page.keyboard.press('Enter')
  await main.getByText('Why it was found').first().click(PATIENCE)
  await take('search')
  await main.getByRole('link', { name: 'Staff handbook.pdf, page 2' }).click()
  await main.getByRole('checkbox', { name: 'Show passages' }).check()
  await main
    .getByText(/^Passage \d/)
    .first()
    .waitFor()
  await main.locator('mark:focus', { hasText: 'refunded in full' }).waitFor(PATIENCE)
  await take('document')

  await goTo(page, 'Agents')
  await main.getByRole('link', { name: /^Robin/ }).click()
  await main.getByRole('checkbox', { name: 'Counter' }).check()
}
