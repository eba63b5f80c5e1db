import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { findProblemsInAllLooks } from './find-problems-in-all-looks.ts'
import { goTo } from './go-to.ts'
import { useChatProduct } from './use-chat-product.ts'

const used = useChatProduct()
const PATIENCE = { timeout: 30_000 }
const LONG = 'x'.repeat(90)

test('the screens of chat, approvals, runs and tools are accessible and fit, on a desktop and a small phone, by day and by night', async () => {
  const { product, provider } = used
  const problems: string[] = []
  const check = async (page: Page, screen: string) => problems.push(...(await findProblemsInAllLooks(page, screen)))
  provider.answer = ({ turns }) =>
    turns.at(-1)?.role === 'tool'
      ? {
          text: `# Done\n\nSee [the docs](https://example.com/${LONG}) and \`${LONG}\`.\n\n| ${LONG} | open |\n| --- | --- |\n| Sunday | no |\n\n- [x] written\n- ${LONG}\n\n\`\`\`\n${LONG} ${LONG}\n\`\`\`\n\n> quoted\n\n![an image](https://example.com/x.png)`,
        }
      : {
          text: 'I write that down.',
          calls: [{ name: 'add_note', arguments: JSON.stringify({ text: `Buy ${LONG}` }) }],
        }
  const page = await product.openApp({ reducedMotion: true })
  await product.signIn(page, 'ada@example.com')
  await product.stack.sql()`update agents set status = 'published'`
  await product.stack.sql()`insert into agents (organization_id, name, status, instructions, created_by)
    select organization_id, 'Somebody With A Long Name Indeed', 'published', 'Help.', created_by from agents where name = 'Robin'`

  await page.reload()
  await goTo(page, 'Chat')
  await page.getByRole('radio').nth(1).waitFor()
  await check(page, 'chat, empty')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menu').waitFor()
  await check(page, 'more places')
  await page.keyboard.press('Escape')

  await goTo(page, 'Tools')
  await page.getByText('There is no tool yet').waitFor()
  await check(page, 'tools, empty')
  await page.getByRole('link', { name: 'New tool' }).click()
  await page.getByRole('button', { name: 'Make the tool' }).click()
  await page.getByText('An address that begins with').waitFor()
  await check(page, 'new tool, http, incomplete')
  await page.getByRole('textbox', { name: 'Name' }).fill('weather')
  await page.getByRole('textbox', { name: 'Description' }).fill('Tells the weather.')
  await page.getByRole('textbox', { name: 'Address' }).fill(`https://api.example.com/${LONG}`)
  await page.getByRole('button', { name: 'Make the tool' }).click()
  await page.getByText('api.example.com is not allowed').waitFor(PATIENCE)
  await page.getByRole('button', { name: 'Make a new secret' }).click()
  await page.getByRole('button', { name: 'Make it' }).click()
  await page.getByText('Copy it now').waitFor(PATIENCE)
  await check(page, 'tool, http, with its secret')
  await page.getByRole('button', { name: 'Allow it' }).click()
  await page.getByText('is not allowed').waitFor({ state: 'detached' })

  await page.goto(`${product.appUrl}/tools/new`)
  await page.getByRole('radio', { name: /Database/ }).check()
  await page.getByRole('textbox', { name: 'Name' }).fill('add_note')
  await page.getByRole('textbox', { name: 'Description' }).fill('Writes a note down.')
  await page.getByRole('button', { name: 'Add a filter' }).click()
  await check(page, 'new tool, database')
  await page.getByRole('combobox', { name: 'Does' }).selectOption('insert')
  await page.getByRole('textbox', { name: 'Table' }).fill('notes')
  await page.getByRole('textbox', { name: 'Columns' }).fill('text')
  await page.getByRole('button', { name: 'Sketch it' }).click()
  await page.getByRole('checkbox', { name: /Needs approval/ }).check()
  await page.getByRole('button', { name: 'Make the tool' }).click()
  await page.getByRole('heading', { name: 'add_note' }).waitFor(PATIENCE)
  await page.getByRole('textbox', { name: 'text' }).fill(`Try ${LONG}`)
  await page.getByRole('button', { name: 'Call it' }).click()
  await page.getByText(/It answered after/).waitFor(PATIENCE)
  await check(page, 'tool, database, tried')
  await goTo(page, 'Tools')
  await page.getByRole('link', { name: /weather/ }).waitFor()
  await check(page, 'tools')

  await goTo(page, 'Agents')
  await page.getByRole('link', { name: /^Robin/ }).click()
  await page.getByRole('checkbox', { name: /add_note/ }).click(PATIENCE)
  await page.getByRole('checkbox', { name: /add_note/, checked: true }).waitFor()
  await check(page, 'agent with tools')
  await goTo(page, 'Chat')
  const composer = page.getByRole('textbox', { name: /^Message to/ })
  await composer.fill(`Remember ${LONG}`)
  await composer.press('Enter')
  const card = page.getByRole('region', { name: /wants to use add_note/ })
  await card.waitFor(PATIENCE)
  await check(page, 'chat, waiting')
  await card.getByRole('button', { name: 'Change…' }).click()
  await check(page, 'chat, other arguments')
  await page.getByRole('link', { name: /Approvals/ }).click()
  await page.getByText(/ends in/).waitFor()
  await check(page, 'approvals')
  await page.getByRole('link', { name: 'In a chat' }).click()
  await card.getByRole('button', { name: 'Change…' }).click()
  await card.getByRole('textbox').fill('Buy rye')
  await card.getByRole('button', { name: 'Approve with these' }).click()
  await page.getByText('quoted').waitFor(PATIENCE)
  await page.getByText('Used, with your arguments').click()
  await check(page, 'chat, answered')
  provider.faults = () => ({ status: 401 })
  await composer.fill('Again.')
  await composer.press('Enter')
  await page.getByText('The answer did not come').waitFor(PATIENCE)
  await check(page, 'chat, failed')

  await goTo(page, 'Runs')
  await page
    .getByRole('main')
    .getByRole('link', { name: /Remember/ })
    .waitFor()
  await check(page, 'runs')
  await page
    .getByRole('main')
    .getByRole('link', { name: /Remember/ })
    .click()
  await page.getByText('Waiting for you').waitFor()
  await check(page, 'run')
  await page.getByRole('link', { name: /Approvals/ }).click()
  await page.getByText('Nothing waits for you. When').waitFor()
  await check(page, 'approvals, empty')
  expect(problems).toEqual([])
}, 400_000)
