import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { makePdf, makeText } from '../integration/sources/make-files.ts'
import { dropFiles } from './drop-files.ts'
import { findProblemsInAllLooks } from './find-problems-in-all-looks.ts'
import { seeMark } from './see-mark.ts'
import { useProduct } from './use-product.ts'

const product = useProduct()
/** Two cores may be shared by many: indexing has to get through, not to be fast. */
const PATIENCE = { timeout: 60_000 }

const HANDBOOK = [
  ['The Corner Hotel', '', 'Guests may arrive from three in the afternoon and leave until eleven in the morning.'],
  [
    ...Array.from({ length: 40 }, (_, line) => `Rule ${line + 1}: the towels of the house stay in the house.`),
    '',
    'Dogs are welcome in the garden rooms. A dog costs fifteen euros a night.',
  ],
  ['The swimming pool is heated from May to September.'],
]

test('documents are dropped, watched until they are ready, read, asked and taken away again', async () => {
  const page = await product.openApp({ reducedMotion: true })
  await product.signIn(page, 'ada@example.com')
  const main = page.getByRole('main')
  const handbook = await makePdf('Handbook.pdf', HANDBOOK)
  await page.getByRole('link', { name: 'Knowledge' }).click()
  await main.getByText('There is no document yet.').waitFor()

  // What cannot be taken is refused here; what can be is taken all the same.
  await dropFiles(page, [handbook, makeText('photo.png', 'text', 'PNG'), makeText('empty.txt', 'text', '')])
  const uploads = main.getByRole('list', { name: 'Uploads' })
  await uploads.getByText('This kind of file cannot be read.').waitFor()
  await uploads.getByText('The file is empty.').waitFor()
  const documents = main.getByRole('list', { name: 'Documents' })
  const row = documents.getByRole('listitem').filter({ hasText: 'Handbook.pdf' })
  // Told of by Realtime: nobody reloads.
  await row.getByText('3 pages').waitFor(PATIENCE)
  for (const name of ['photo.png', 'empty.txt']) await uploads.getByRole('button', { name: `Dismiss ${name}` }).click()
  expect(await sources()).toEqual([{ name: 'Handbook.pdf', status: 'ready', visibility: 'private' }])

  // By keyboard: the same file again, and one that is damaged.
  const chooser = page.waitForEvent('filechooser')
  await main.getByRole('button', { name: 'Choose files' }).focus()
  await page.keyboard.press('Enter')
  const files = [handbook, { name: 'Broken.pdf', bytes: handbook.bytes.subarray(0, 400) }]
  await (await chooser).setFiles(files.map(({ name, bytes }) => ({ name, mimeType: '', buffer: Buffer.from(bytes) })))
  await uploads.getByText('This file is here already.').waitFor(PATIENCE)
  const broken = documents.getByRole('listitem').filter({ hasText: 'Broken.pdf' })
  await broken.getByText('The file cannot be read: it is damaged. Save it again, and upload that.').waitFor(PATIENCE)
  // A retry would help nothing.
  expect(await broken.getByRole('button').count()).toBe(0)
  await broken.getByRole('link').click()
  await main.getByRole('button', { name: 'Delete', exact: true }).click()
  await main.getByRole('button', { name: 'Delete it' }).click()
  await row.waitFor()
  expect(await sources()).toHaveLength(1)

  await row.getByRole('link').click()
  await main.getByText('Guests may arrive from three').waitFor()
  await main.getByRole('link', { name: 'Next page' }).click()
  await main.getByText('Rule 1: the towels').waitFor()
  await main.getByRole('checkbox', { name: 'Show passages' }).check()
  await main.getByText('Passage 2', { exact: true }).waitFor()

  // A question that the words alone do not answer; its answer's place is marked.
  await main.getByRole('searchbox', { name: 'Ask this document' }).fill('what must I pay for my dog')
  await page.keyboard.press('Enter')
  await main.getByText('Why it was found').first().click()
  await main
    .getByText(/^It is number \d+ by its/)
    .first()
    .waitFor()
  await main.getByRole('link', { name: 'Handbook.pdf, page 2' }).click()
  await seeMark(page, /A dog costs fifteen euros/)
  expect(new URL(page.url()).searchParams.get('page')).toBe('2')

  await main.getByRole('button', { name: 'Rename' }).click()
  await main.getByRole('textbox', { name: 'Name' }).fill('House rules')
  await page.keyboard.press('Enter')
  await main.getByRole('heading', { name: 'House rules', level: 1 }).waitFor()
  const download = page.waitForEvent('download')
  await main.getByRole('button', { name: 'Download' }).click()
  expect(await readFile(await (await download).path())).toEqual(Buffer.from(handbook.bytes))
  await failForNow()
  await main.getByText('The embedding provider could not be reached or is overloaded.').waitFor()
  await main.getByText('It is found as it was before.').waitFor()
  await main.getByRole('button', { name: 'Retry' }).click()
  await main.getByText('3 pages').waitFor(PATIENCE)
  const run = await runId()
  await main.getByRole('button', { name: 'Index again' }).click()
  await expect.poll(runId, PATIENCE).not.toBe(run)
  await page.reload()
  await seeMark(page, /A dog costs fifteen euros/)
  await page.goto(`${product.appUrl}/knowledge/00000000-0000-4000-8000-000000000000`)
  await main.getByRole('heading', { name: 'No such document' }).waitFor()
})

test('a knowledge base is made, filled, searched and given to an agent; each screen is accessible and fits', async () => {
  const page = await product.openApp({ reducedMotion: true })
  const problems: string[] = []
  const check = async (screen: string) => problems.push(...(await findProblemsInAllLooks(page, screen)))
  await product.signIn(page, 'bea@example.com')
  const main = page.getByRole('main')
  await page.getByRole('link', { name: 'Knowledge' }).click()
  await main.getByText('There is no document yet.').waitFor()
  await check('knowledge, empty')

  const long = `${'Prices-of-everything-'.repeat(5)}.md`
  await dropFiles(page, [
    makeText(
      long,
      'markdown',
      '# Bread\n\nA loaf of rye bread costs four euros.\n\n# Cake\n\nA slice of cake costs three euros.',
    ),
    makeText('photo.png', 'text', 'PNG'),
    makeText('notes.txt', 'text', 'On Sunday the bakery is closed.'),
    makeText('broken.docx', 'docx', 'PK no document'),
  ])
  const documents = main.getByRole('list', { name: 'Documents' })
  await documents.getByText('2 sections').waitFor(PATIENCE)
  await documents.getByText('1 section').waitFor(PATIENCE)
  await documents.getByText('The content is not what the name says').waitFor(PATIENCE)
  await main.getByLabel('New knowledge base').fill('Prices')
  await main.getByRole('button', { name: 'Make' }).click()
  await main.getByRole('heading', { name: 'Prices', level: 1 }).waitFor()
  await main.getByText('Nothing is in it yet.').waitFor()
  await main.getByLabel('A document that is here already').selectOption(long)
  await main.getByRole('button', { name: 'Put in' }).click()
  await documents.getByRole('link', { name: long }).waitFor()
  await main.getByRole('button', { name: 'Describe it' }).click()
  await main.getByRole('textbox', { name: 'Description' }).fill('What things cost.')
  await page.keyboard.press('Enter')
  await main.getByText('What things cost.').waitFor()
  await check('knowledge base')
  await main.getByRole('link', { name: 'Knowledge', exact: true }).click()
  await main
    .getByRole('list', { name: 'Knowledge bases' })
    .getByRole('link', { name: /Prices/ })
    .waitFor()
  await documents.getByRole('link', { name: long }).waitFor()
  await check('knowledge')

  await main.getByRole('searchbox', { name: 'Ask your documents' }).fill('what is the price of bread')
  await page.keyboard.press('Enter')
  const found = main.getByRole('list', { name: 'Pages found' })
  await found.getByText(/bakery is closed/).waitFor()
  await main.getByLabel('Knowledge base').selectOption('Prices')
  await found.getByText(/bakery is closed/).waitFor({ state: 'detached' })
  expect(await found.locator('> li').first().textContent()).toMatch(/page 1.*rye bread costs four euros/s)
  await main.getByLabel('Look for').selectOption('Words alone')
  await found.getByText('Why it was found').first().click()
  await found.getByText('It is number 1 by its words.').waitFor()
  await found.locator('mark', { hasText: 'bread' }).first().waitFor()
  await check('search')

  await found
    .getByRole('link', { name: /page 1/ })
    .first()
    .click()
  await seeMark(page, /rye bread/)
  await main.getByRole('checkbox', { name: 'Show passages' }).check()
  await main.getByText('Passage 1, under Bread').waitFor()
  await check('document')
  await main.getByRole('button', { name: 'Delete', exact: true }).click()
  await check('document, asked whether to delete')

  await page.getByRole('link', { name: 'Agents' }).click()
  await main.getByRole('link', { name: /Robin/ }).click()
  await main.getByText(/in these knowledge bases.*it is no part of the draft or of a version/).waitFor()
  await main.getByRole('checkbox', { name: /Prices/ }).check()
  await expect.poll(agentBases).toEqual([{ agent: 'Robin', base: 'Prices' }])
  await check('agent with a knowledge base')
  await page.reload()
  await main.getByRole('checkbox', { name: /Prices/, checked: true }).uncheck()
  await expect.poll(agentBases).toEqual([])
  expect(problems).toEqual([])
}, 240_000)

test('a private document never shows for the other, and one for everybody comes and goes as its owner says', async () => {
  const [ada, eve] = await Promise.all([
    product.openApp({ reducedMotion: true }),
    product.openApp({ reducedMotion: true }),
  ])
  await product.signIn(ada, 'ada@acme.example.com')
  await product.signIn(eve, 'eve@acme.example.com')
  await shareOrganization('Acme', ['ada@acme.example.com', 'eve@acme.example.com'])
  await Promise.all([ada, eve].map((page) => page.goto(`${product.appUrl}/knowledge`)))
  for (const page of [ada, eve]) await page.getByText('Of Acme.').waitFor()

  await dropFiles(ada, [makeText('salaries.txt', 'text', 'The salary of the baker is two thousand euros.')])
  const row = ada.getByRole('listitem').filter({ hasText: 'salaries.txt' })
  await row.getByText('1 section').waitFor(PATIENCE)
  await row.getByText('Only you').waitFor()
  await row.getByRole('link').click()
  await ada.getByText('The salary of the baker').waitFor()
  const address = ada.url()
  const SEEN = { found: true, read: true, listed: true }
  const UNSEEN = { found: false, read: false, listed: false }

  expect(await whatIsSeen(eve, address)).toEqual(UNSEEN)
  await ada.getByLabel('Who may read it').selectOption('Everyone in Acme')
  // Told of by Realtime.
  await eve.getByRole('link', { name: 'salaries.txt' }).waitFor(PATIENCE)
  expect(await whatIsSeen(eve, address)).toEqual(SEEN)
  await eve.goto(address)
  await eve.getByText('Everyone in Acme may read it. Its owner decides that.').waitFor()
  expect(await eve.getByRole('button', { name: /Rename|Delete|Index again/ }).count()).toBe(0)
  await ada.getByLabel('Who may read it').selectOption('Only you')
  await expect.poll(visibilityOfSalaries, PATIENCE).toBe('private')
  expect(await whatIsSeen(eve, address)).toEqual(UNSEEN)
}, 180_000)

/** By search, by the document's address, and in the list, which stays open. */
async function whatIsSeen(page: Page, address: string) {
  await page.goto(`${product.appUrl}/knowledge/search?q=salary+of+the+baker`)
  await page.getByText('Nothing was found').or(page.getByText('Read it on page 1')).first().waitFor()
  const found = (await page.getByText('two thousand').count()) > 0
  await page.goto(address)
  await page.getByText('No such document').or(page.getByText('two thousand')).first().waitFor()
  const read = (await page.getByText('two thousand').count()) > 0
  await page.goto(`${product.appUrl}/knowledge`)
  await page.getByText('There is no document yet').or(page.getByText('salaries.txt')).first().waitFor()
  return { found, read, listed: (await page.getByText('salaries.txt').count()) > 0 }
}

function sources() {
  return product.stack.sql()`
    select d.name, s.status, d.visibility from documents d join ai.sources s on s.id = d.source_id order by d.created_at
  `.then((rows) => [...rows])
}

/** As a provider of embeddings leaves a source that is away for long. */
async function failForNow(): Promise<void> {
  const sql = product.stack.sql()
  await sql`
    insert into private.source_jobs (source_id, run_after) select id, null from ai.sources
    on conflict (source_id) do update set step = 'extract', run_id = gen_random_uuid(), run_after = null`
  await sql`update ai.sources set status = 'failed', error_code = 'embedding_unavailable', pages_done = 0`
}

async function runId(): Promise<string> {
  const [row] = await product.stack.sql()`select run_id from ai.sources where status = 'ready' and run_id is not null`
  return row?.run_id ?? ''
}

function agentBases() {
  return product.stack.sql()`
    select a.name as agent, b.name as base from ai.agent_knowledge_bases k
    join agents a on a.id = k.agent_id join ai.knowledge_bases b on b.id = k.knowledge_base_id`.then((rows) => [
    ...rows,
  ])
}

const visibilityOfSalaries = async () =>
  (await product.stack.sql()`select visibility from documents where name = 'salaries.txt'`)[0]?.visibility

/** An organisation of which these people are members, and in which they work. */
async function shareOrganization(name: string, emails: string[]): Promise<void> {
  const sql = product.stack.sql()
  const [organization] = await sql`insert into organizations (name) values (${name}) returning id`
  for (const email of emails) {
    const [person] = await sql`select id from auth.users where email = ${email}`
    await sql`
      insert into memberships (organization_id, user_id, role) values (${organization?.id}, ${person?.id}, 'member')`
    await sql`update profiles set organization_id = ${organization?.id} where id = ${person?.id}`
  }
}
