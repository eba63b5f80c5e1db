import type { Page } from 'playwright-core'

/** Goes to a place of the app by the navigation: where a screen is narrow, most of them are in its menu. */
export async function goTo(page: Page, place: string): Promise<void> {
  const navigation = page.getByRole('navigation', { name: 'Main' })
  await navigation.getByRole('button', { name: 'More' }).waitFor()
  const link = navigation.getByRole('link', { name: place })
  if (await link.isVisible()) return await link.click()
  await navigation.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: place }).click()
}
