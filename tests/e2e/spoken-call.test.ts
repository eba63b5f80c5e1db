import { expect, test } from 'vitest'
import { readHeard } from './listen-to-page.ts'
import { recordMicrophone } from './spoken-microphone.ts'
import { useProduct } from './use-product.ts'

const product = useProduct()

test('a spoken sentence and its spoken answer are rows, live on a second device and on nobody else’s', async () => {
  const microphone = await recordMicrophone([{ at: 7, text: 'when do you open in the morning' }])
  const laptop = await product.openApp({ microphone })
  await product.signIn(laptop, 'ada@example.com')
  await giveAgent('ada@example.com', 'We open at eight in the morning. We sell bread and cake.')
  const phone = await product.openApp({ phone: true })
  await product.signIn(phone, 'ada@example.com')
  const stranger = await product.openApp()
  await product.signIn(stranger, 'eve@example.com')

  await laptop.getByRole('button', { name: 'Call', exact: true }).click()
  const transcript = laptop.getByRole('list', { name: 'Transcript' })
  await transcript.getByText('How can I help you?').waitFor({ timeout: 20_000 })
  await transcript.getByText(/eight in the morning/i).waitFor({ timeout: 40_000 })
  await expect
    .poll(() => readHeard(laptop).then(({ silentForMs }) => silentForMs), { timeout: 20_000 })
    .toBeGreaterThan(1500)

  await expect.poll(messages, { timeout: 10_000 }).toEqual([
    { role: 'assistant', text: 'Hello, this is Robin. How can I help you?', status: 'completed' },
    { role: 'user', text: expect.stringMatching(/when do you open/i), status: 'completed' },
    { role: 'assistant', text: expect.stringMatching(/eight in the morning/i), status: 'completed' },
  ])
  const heard = await readHeard(laptop)
  expect(heard.peak).toBeGreaterThan(0.02)
  expect(heard.voicedMs).toBeGreaterThan(2000)

  await phone
    .getByText(/when do you open/i)
    .first()
    .waitFor()
  await phone
    .getByText(/eight in the morning/i)
    .first()
    .waitFor()
  expect(await stranger.getByText(/morning/i).count()).toBe(0)

  await laptop.getByRole('button', { name: 'End call' }).click()
  await laptop.getByRole('heading', { name: 'Call ended' }).waitFor()
  await expect.poll(async () => (await product.stack.sql()`select end_reason from calls`)[0]?.end_reason).toBe('hangup')
})

function messages() {
  return product.stack.sql()`select role, text, status from messages order by position`.then((rows) => [...rows])
}

async function giveAgent(email: string, instructions: string): Promise<void> {
  await product.stack.sql()`
    update agents set status = 'published', instructions = ${instructions}
    where created_by = (select id from auth.users where email = ${email})`
}
