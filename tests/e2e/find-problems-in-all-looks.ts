import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { findAccessibilityProblems } from './find-accessibility-problems.ts'

const LOOKS = [
  { width: 1280, height: 800, colorScheme: 'light' },
  { width: 1280, height: 800, colorScheme: 'dark' },
  { width: 360, height: 640, colorScheme: 'dark' },
  { width: 360, height: 640, colorScheme: 'light' },
] as const

/** What is wrong with a screen in any of its looks: what axe finds, and what is wider than the window. Leaves it a desktop's. */
export async function findProblemsInAllLooks(page: Page, screen: string): Promise<string[]> {
  const problems: string[] = []
  for (const { colorScheme, ...size } of LOOKS) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(size)
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe(colorScheme)
    const { scrollWidth, clientWidth } = await page.evaluate(() => ({
      scrollWidth: Math.max(document.documentElement.scrollWidth, document.body.scrollWidth),
      clientWidth: document.documentElement.clientWidth,
    }))
    const found = await findAccessibilityProblems(page)
    if (scrollWidth > clientWidth) found.push(`${scrollWidth} px wide in a window of ${clientWidth} px`)
    problems.push(...found.map((problem) => `${screen}, ${colorScheme}, ${size.width} px: ${problem}`))
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  return problems
}
