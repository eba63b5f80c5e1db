import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Waits until the passage that the address points at is there, in view, and has the keyboard's focus. */
export async function seeMark(page: Page, text: string | RegExp): Promise<void> {
  const mark = page.getByRole('main').locator('mark', { hasText: text })
  await mark.waitFor({ timeout: 60_000 })
  await expect.poll(() => mark.evaluate((element) => element === document.activeElement)).toBe(true)
  const box = await mark.boundingBox()
  const height = page.viewportSize()?.height ?? 0
  expect(box && box.y + box.height > 0 && box.y < height).toBe(true)
}
