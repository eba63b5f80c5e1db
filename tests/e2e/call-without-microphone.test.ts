import { expect, test } from 'vitest'
import { findAccessibilityProblems } from './find-accessibility-problems.ts'
import { readHeard } from './listen-to-page.ts'
import { useProduct } from './use-product.ts'

const product = useProduct()

test('a caller whose microphone is blocked is told so, and goes on in writing with a spoken answer', async () => {
  const page = await product.openApp({ allowMicrophone: false, reducedMotion: true })
  await product.signIn(page, 'ada@example.com')
  await product.stack.sql()`
    update agents set status = 'published', greeting = '', instructions = 'We open at eight in the morning. We sell bread and cake.'`

  await page.getByRole('button', { name: 'Call', exact: true }).click()
  const problem = page.getByRole('alert').filter({ hasText: 'The microphone is blocked' })
  await problem.waitFor({ timeout: 15_000 })
  expect(await problem.textContent()).toContain('Allow the microphone beside the address')
  expect(await findAccessibilityProblems(page)).toEqual([])
  expect(await product.stack.sql()`select id from calls`).toHaveLength(0)

  await problem.getByRole('button', { name: 'Type instead' }).click()
  const line = page.getByRole('textbox', { name: 'Type a message' })
  await line.fill('when do you open')
  await line.press('Enter')
  const transcript = page.getByRole('list', { name: 'Transcript' })
  await transcript.getByText(/eight in the morning/i).waitFor({ timeout: 20_000 })

  await expect.poll(messages, { timeout: 10_000 }).toEqual([
    { role: 'user', source: 'text', text: 'when do you open', status: 'completed' },
    { role: 'assistant', source: 'voice', text: expect.stringMatching(/eight in the morning/i), status: 'completed' },
  ])
  await expect.poll(async () => (await readHeard(page)).voicedMs, { timeout: 10_000 }).toBeGreaterThan(800)
  expect((await readHeard(page)).peak).toBeGreaterThan(0.02)
  expect(await page.getByRole('button', { name: 'Mute' }).isDisabled()).toBe(true)
  expect(await findAccessibilityProblems(page)).toEqual([])
})

function messages() {
  return product.stack.sql()`select role, source, text, status from messages order by position`.then((rows) => [
    ...rows,
  ])
}
