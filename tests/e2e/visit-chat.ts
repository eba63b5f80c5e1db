import type { Page } from 'playwright-core'
import { startChatProxy } from '../integration/runs/start-chat-proxy.ts'
import { goTo } from './go-to.ts'
import { startProduct } from './start-product.ts'

const PATIENCE = { timeout: 60_000 }
const EMAIL = 'ada@example.com'
const HOURS = [
  'We open at **eight** and close at **six**. On Sunday we are closed.',
  '| | open | what there is |\n| --- | --- | --- |\n| weekdays | 8–18 | bread, coffee |\n| Saturday | 8–18 | cake, too |',
  'If you want a cake for Saturday:\n\n1. say which one by Thursday\n2. pay when you fetch it',
].join('\n\n')

/**
 * The screens of chat, approvals, runs and tools, as a person comes through them, with an agent whose words are written
 * down here.
 *
 * @param show what to do with each screen
 */
export async function visitChat(webAppDir: string, show: (page: Page, screen: string) => Promise<void>): Promise<void> {
  const provider = await startChatProxy()
  provider.answer = ({ turns }) => {
    const said = turns.findLast(({ role }) => role === 'user')
    if (turns.at(-1)?.role === 'tool') return { text: 'The plum cake is noted for Saturday. Anything else?' }
    if (!said || !('text' in said) || !/cake/.test(said.text)) return { text: HOURS }
    return {
      text: 'I write that down for you.',
      calls: [{ name: 'add_note', arguments: '{"text":"Plum cake for Saturday, twelve pieces"}' }],
    }
  }
  const product = await startProduct(webAppDir, { openai: { apiKey: provider.apiKey, baseUrl: provider.baseUrl } })
  try {
    const page = await product.openApp({ reducedMotion: true })
    await product.signIn(page, EMAIL)
    await product.stack.sql()`update agents set status = 'published'`
    await tools(page, show)
    await chat(page, show)
  } finally {
    await product.stop()
    await provider.stop()
  }
}

type Show = Parameters<typeof visitChat>[1]

async function tools(page: Page, show: Show): Promise<void> {
  await goTo(page, 'Tools')
  await page.getByRole('link', { name: 'New tool' }).click()
  await page.getByRole('radio', { name: /Database/ }).check()
  await page.getByRole('textbox', { name: 'Name' }).fill('add_note')
  await page.getByRole('textbox', { name: 'Description' }).fill('Writes an order down, so that nobody forgets it.')
  await page.getByRole('combobox', { name: 'Does' }).selectOption('insert')
  await page.getByRole('textbox', { name: 'Table' }).fill('notes')
  await page.getByRole('textbox', { name: 'Columns' }).fill('text')
  await page.getByRole('button', { name: 'Sketch it' }).click()
  await page.getByRole('checkbox', { name: /Needs approval/ }).check()
  await page.getByRole('button', { name: 'Make the tool' }).click()
  await page.getByRole('heading', { name: 'add_note' }).waitFor(PATIENCE)
  await show(page, 'tool')
  await goTo(page, 'Agents')
  await page.getByRole('link', { name: /^Robin/ }).click()
  await page.getByRole('checkbox', { name: /add_note/ }).click(PATIENCE)
  await page.getByRole('checkbox', { name: /add_note/, checked: true }).waitFor()
}

async function chat(page: Page, show: Show): Promise<void> {
  await goTo(page, 'Chat')
  const composer = page.getByRole('textbox', { name: /^Message to/ })
  await composer.fill('When do you open?')
  await composer.press('Enter')
  await page.getByRole('listitem').getByText('pay when you fetch it').first().waitFor(PATIENCE)
  await show(page, 'chat')
  await composer.fill('Please order a plum cake for Saturday.')
  await composer.press('Enter')
  await page.getByRole('button', { name: 'Approve' }).waitFor(PATIENCE)
  await show(page, 'approval')
  await page.getByRole('link', { name: /^Approvals/ }).click()
  await page.getByText(/ends in/).waitFor()
  await show(page, 'approvals')
  await page.getByRole('button', { name: 'Approve' }).click()
  await page.getByText('Nothing waits for you. When').waitFor(PATIENCE)
  await goTo(page, 'Chat')
  await page.getByRole('link', { name: /When do you open/ }).waitFor()
  await show(page, 'chats')
  await goTo(page, 'Runs')
  await page
    .getByRole('main')
    .getByRole('link', { name: /plum cake/ })
    .waitFor()
  await show(page, 'runs')
  await page
    .getByRole('main')
    .getByRole('link', { name: /plum cake/ })
    .click()
  await page.getByRole('region', { name: 'Time line' }).getByText('Waiting for you').waitFor(PATIENCE)
  await show(page, 'run')
}
