import type { BrowserContext, Page } from 'playwright-core'

/**
 * Lets a page's network be cut: what is open breaks, and nothing new comes through. A browser's own emulation leaves
 * open WebSockets alone, so they are remembered here, and closed as a vanished network does it in the end.
 */
export async function rememberSockets(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const open = new Set<WebSocket>()
    Object.assign(globalThis, { parleySockets: open })
    const Native = globalThis.WebSocket
    globalThis.WebSocket = class extends Native {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols)
        open.add(this)
        this.addEventListener('close', () => open.delete(this))
      }
    }
  })
}

/** From now on the page has no network. Needs {@link rememberSockets} before the page was opened. */
export async function cutNetwork(page: Page): Promise<void> {
  await page.context().setOffline(true)
  await page.evaluate(() => {
    for (const socket of (globalThis as unknown as { parleySockets: Set<WebSocket> }).parleySockets) socket.close()
  })
}

/** The network is back. */
export async function mendNetwork(page: Page): Promise<void> {
  await page.context().setOffline(false)
}
