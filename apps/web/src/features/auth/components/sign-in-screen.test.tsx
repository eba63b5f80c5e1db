import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SignInScreen } from './sign-in-screen.tsx'

/** What Auth answers; the requests it got are in its calls. */
const auth = vi.fn<(input: unknown, init?: RequestInit) => Promise<Response>>()
beforeEach(() => {
  vi.stubGlobal('fetch', auth)
  auth.mockReset().mockImplementation(async () => Response.json({}))
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

async function submit(email: string) {
  await userEvent.type(screen.getByLabelText(/mail/i), email)
  await userEvent.click(screen.getByRole('button', { name: /link/i }))
}

test('mails a link to the address and says where to look', async () => {
  render(<SignInScreen problem={null} />)
  await submit('ada@example.org')
  await screen.findByText('Check your mail')
  expect(screen.getByText('ada@example.org')).toBeTruthy()
  const [address, request] = auth.mock.calls[0] ?? []
  expect(String(address)).toContain('/auth/v1/otp?redirect_to=http%3A%2F%2Flocalhost')
  expect(JSON.parse(String(request?.body))).toMatchObject({ email: 'ada@example.org', create_user: true })
  expect(screen.getByRole<HTMLButtonElement>('button', { name: /Send again in/ }).disabled).toBe(true)
})

test('what is no address is refused here, and nothing is sent', async () => {
  render(<SignInScreen problem={null} />)
  await submit('ada')
  expect(screen.getByRole('alert').textContent).toMatch(/ada@example.org/)
  expect(screen.getByLabelText(/mail/i).getAttribute('aria-invalid')).toBe('true')
  expect(auth).not.toHaveBeenCalled()
})

test('when Auth asks to wait, the wait is counted down and then over', async () => {
  const body = { code: 'over_email_send_rate_limit', msg: 'you can only request this after 42 seconds.' }
  auth.mockImplementation(async () => Response.json(body, { status: 429 }))
  render(<SignInScreen problem={null} />)
  await submit('ada@example.org')
  const button = await screen.findByRole<HTMLButtonElement>('button', { name: /Try again in 4[12] s/ })
  expect(button.disabled).toBe(true)
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 43_000)
  await act(() => new Promise((resolve) => setTimeout(resolve, 300)))
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Mail me a link' }).disabled).toBe(false)
})

test('an expired link is explained until a new one is on its way', async () => {
  render(<SignInScreen problem="This sign-in link has expired or was used before. Ask for a new one." />)
  expect(screen.getByRole('alert').textContent).toMatch(/expired/)
  await submit('ada@example.org')
  await screen.findByText('Check your mail')
  expect(screen.queryByText(/expired/)).toBeNull()
})
