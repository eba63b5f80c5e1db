import { expect, test } from 'vitest'
import { readHeard } from './listen-to-page.ts'
import { recordMicrophone } from './spoken-microphone.ts'
import { useProduct } from './use-product.ts'

const product = useProduct()
const longAnswer =
  'Our bread is made of flour and water and salt and time, and it rests for one night in the cold, and then we bake it on hot stone for one hour, and then it cools on the shelf until the shop opens in the morning.'

test('speaking over the answer stops it, and what is stored ends where the listener stopped hearing', async () => {
  const microphone = await recordMicrophone([
    { at: 4, text: 'how is your bread made' },
    { at: 10, text: 'thank you very much' },
  ])
  const page = await product.openApp({ microphone })
  await product.signIn(page, 'ada@example.com')
  await product.stack.sql()`update agents set status = 'published', greeting = '', instructions = ${longAnswer}`

  await page.getByRole('button', { name: 'Call', exact: true }).click()
  const transcript = page.getByRole('list', { name: 'Transcript' })
  await transcript.getByText(/flour and water/).waitFor({ timeout: 30_000 })
  await transcript.getByText(/interrupted/).waitFor({ timeout: 30_000 })

  await expect.poll(() => answer().then((row) => row?.status), { timeout: 10_000 }).toBe('interrupted')
  const row = await answer()
  expect(longAnswer.startsWith(row?.text.replace(/[….]+$/, '').trim() ?? '?')).toBe(true)
  expect(row?.text.length).toBeGreaterThan(10)
  expect(row?.text.length).toBeLessThan(longAnswer.length * 0.8)
  const heardMs = Number(row?.heard_ms)
  expect(heardMs).toBeGreaterThan(500)
  expect(heardMs).toBeLessThan(9000)
  await page.getByRole('button', { name: 'Mute' }).click()
  await expect
    .poll(() => readHeard(page).then(({ silentForMs }) => silentForMs), { timeout: 30_000 })
    .toBeGreaterThan(2000)
})

async function answer() {
  const [row] = await product.stack.sql()<{ text: string; status: string; heard_ms: number | null }[]>`
    select text, status, heard_ms from messages where role = 'assistant' order by position limit 1`
  return row
}
