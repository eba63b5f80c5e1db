import { expect, test } from 'vitest'
import { findAccessibilityProblems } from './find-accessibility-problems.ts'
import { useProduct } from './use-product.ts'

const product = useProduct()

test('an agent is made, tried as a draft, published after a look at the changes, and called', async () => {
  const page = await product.openApp({ reducedMotion: true })
  await product.signIn(page, 'ada@example.com')
  const main = page.getByRole('main')
  const problems: string[] = []
  const check = async (screen: string) =>
    problems.push(...(await findAccessibilityProblems(page)).map((problem) => `${screen}: ${problem}`))

  await page.getByRole('link', { name: 'Agents' }).click()
  await main.getByRole('link', { name: /Robin.*Published/ }).waitFor()
  await check('list')
  await main.getByRole('link', { name: 'New agent' }).click()
  await main.getByLabel('Name').fill('Wren')
  await main.getByLabel('Instructions').fill('We open at seven in the morning.\nWe sell bread and cake.')
  expect(await main.getByRole('option', { name: 'verse (in Pro)' }).isDisabled()).toBe(true)
  await main.getByLabel('Voice').selectOption('cedar')
  await main.getByLabel('Tools').fill('[{"type": "function"}]')
  await main.getByText('Tool 1, name').waitFor()
  await check('new')
  await main.getByLabel('Tools').fill('')
  await main.getByRole('button', { name: 'Make the draft' }).click()
  await main.getByRole('heading', { name: 'Wren', level: 1 }).waitFor()

  // The draft on trial says what was typed last, though it was not saved by hand.
  await main.getByLabel('Instructions').fill('We open at eight in the morning.\nWe sell bread and cake.')
  await main.getByRole('button', { name: 'Save and type' }).click()
  await ask()
  await main.getByRole('list', { name: 'Transcript' }).getByText(/eight/).waitFor({ timeout: 20_000 })
  await check('trial')
  await main.getByRole('button', { name: 'End call' }).click()
  await main.getByText(/Ended after/).waitFor()
  expect(await calls()).toEqual([{ draft: true, agent_version: null, agent_name: 'Wren' }])

  await publish('Publish for the first time')
  await main.getByText('Version 1', { exact: true }).waitFor()
  await main.getByLabel('Instructions').fill('We open at nine in the morning.\nWe sell bread and cake.')
  await main.getByRole('button', { name: 'Publish…' }).click()
  const review = main.getByRole('region', { name: 'What changes against version 1' })
  await review.getByText('nine').waitFor()
  expect(await review.getByRole('listitem').allTextContents()).toEqual([
    '−removed: We open at eight in the morning.',
    '+added: We open at nine in the morning.',
    ' We sell bread and cake.',
  ])
  await check('review')
  await review.getByRole('button', { name: 'Not yet' }).click()

  // What is unsaved is not lost by a click.
  await page.getByRole('link', { name: 'Call', exact: true }).click()
  await main.getByText('Leave without saving?').waitFor()
  await main.getByRole('button', { name: 'Stay' }).click()
  await main.getByRole('button', { name: 'Save draft' }).click()
  await main.getByText('Published, draft differs').waitFor()

  await page.getByRole('link', { name: 'Call', exact: true }).click()
  await main.getByRole('radio', { name: 'Wren' }).click()
  await main.getByRole('button', { name: 'Type instead' }).click()
  await ask()
  await main.getByRole('list', { name: 'Transcript' }).getByText(/eight/).waitFor({ timeout: 20_000 })
  await main.getByRole('button', { name: 'End call' }).click()
  await main.getByRole('heading', { name: 'Call ended' }).waitFor()
  expect(await calls()).toContainEqual({ draft: false, agent_version: 1, agent_name: 'Wren' })

  await page.getByRole('link', { name: 'Agents' }).click()
  await main.getByRole('link', { name: /Wren/ }).click()
  await publish('What changes against version 1')
  await main.getByRole('button', { name: 'Restore version 1' }).click()
  await main.getByRole('button', { name: 'Replace the draft' }).click()
  await expect.poll(() => main.getByLabel('Instructions').inputValue()).toMatch(/^We open at eight/)

  // Two who change it at once do not overwrite each other.
  await product.stack.sql()`update agents set instructions = 'We are closed.' where name = 'Wren' and created_by is not null`
  await main.getByLabel('Instructions').fill('We never close.')
  await main.getByRole('button', { name: 'Save draft' }).click()
  await main.getByText('Somebody else has changed this draft').waitFor()
  await main.getByRole('button', { name: 'Load theirs' }).click()
  await expect.poll(() => main.getByLabel('Instructions').inputValue()).toBe('We are closed.')
  await main.getByRole('button', { name: 'Archive the agent' }).click()
  await main.getByRole('button', { name: 'Archive it' }).click()
  await main.getByText('This agent is archived').waitFor()
  await check('archived')
  await main.getByRole('button', { name: 'Bring it back' }).click()
  await main.getByRole('button', { name: 'Publish…' }).waitFor()
  await check('editor')
  expect(problems).toEqual([])

  async function ask() {
    const line = main.getByRole('textbox', { name: 'Type a message' })
    await line.fill('when do you open')
    await line.press('Enter')
  }
  async function publish(title: string) {
    await main.getByRole('button', { name: 'Publish…' }).click()
    await main.getByRole('region', { name: title }).getByRole('button', { name: 'Publish now' }).click()
    await main.getByText('Published as it stands').waitFor()
  }
})

function calls() {
  return product.stack.sql()`select draft, agent_version, agent_name from calls`.then((rows) => [...rows])
}
