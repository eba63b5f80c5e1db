import type { Page } from 'playwright-core'

/** A file as a test drops it. */
export type DroppedFile = { name: string; bytes: Uint8Array }

/** Drops files onto the page's drop zone, as from the desktop: the browser's own drag events with real files. */
export async function dropFiles(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    (dropped) => {
      const transfer = new DataTransfer()
      for (const { name, base64 } of dropped) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
        transfer.items.add(new File([bytes], name))
      }
      return transfer
    },
    files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') })),
  )
  const zone = page.getByRole('region', { name: 'Drop files here' })
  for (const type of ['dragenter', 'dragover', 'drop']) await zone.dispatchEvent(type, { dataTransfer })
}
