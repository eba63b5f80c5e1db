import type { StackOptions } from '@parley/local-stack/stack-options'
import getPort from 'get-port'
import type { Browser, Page } from 'playwright-core'
import { mailLinkFor } from '../mail-link.ts'
import { type StackFixture, startStackFixture } from '../stack-fixture.ts'
import { type BrowserOptions, launchBrowser } from './browser.ts'
import { rememberSockets } from './cut-network.ts'
import { listenToPage } from './listen-to-page.ts'
import { serveWebApp } from './serve-web-app.ts'

export type PersonOptions = BrowserOptions & { phone?: boolean; dark?: boolean; reducedMotion?: boolean }

/** The whole product as people meet it: the stack, the built web app, browsers. */
export interface Product {
  stack: StackFixture
  appUrl: string
  /** A browser of its own with the app open. */
  openApp(options?: PersonOptions): Promise<Page>
  /** Signs in as a person does: address, mail, link. */
  signIn(page: Page, email: string): Promise<void>
  /** Ends every browser. Throws the first error that one of their pages had. */
  closeBrowsers(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts the product on free ports.
 *
 * @param webAppDir where `buildWebApp` put the app
 */
export async function startProduct(webAppDir: string, options?: StackOptions): Promise<Product> {
  const port = await getPort()
  const appUrl = `http://127.0.0.1:${port}`
  const stack = await startStackFixture({ allowedOrigins: [appUrl], ...options })
  const { apiUrl: supabaseUrl, publishableKey, mailboxUrl } = stack
  const web = await serveWebApp({ dir: webAppDir, port, supabaseUrl, publishableKey, mailboxUrl })
  await stack.stack?.warmFunctions(['call-session', 'voice-relay'])
  const browsers: Browser[] = []
  const pageErrors: Error[] = []

  async function closeBrowsers(): Promise<void> {
    await Promise.all(browsers.splice(0).map((browser) => browser.close()))
    const [error] = pageErrors.splice(0)
    if (error) throw error
  }

  return {
    stack,
    appUrl,
    async openApp(person = {}) {
      const browser = await launchBrowser(person)
      browsers.push(browser)
      const page = await openPage(browser, person)
      page.on('pageerror', (error) => pageErrors.push(error))
      await page.goto(appUrl)
      return page
    },
    async signIn(page, email) {
      await page.getByLabel(/mail/i).fill(email)
      await page.getByRole('button', { name: /link|sign in/i }).click()
      await page.getByText('Check your mail').waitFor()
      await page.goto(await mailLinkFor(stack, email))
      await page.getByRole('button', { name: 'Call', exact: true }).waitFor()
    },
    closeBrowsers,
    async stop() {
      await closeBrowsers().finally(web.stop).finally(stack.stop)
    },
  }
}

async function openPage(
  browser: Browser,
  { phone, dark, reducedMotion, allowMicrophone }: PersonOptions,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    permissions: allowMicrophone === false ? [] : ['microphone'],
  })
  await listenToPage(context)
  await rememberSockets(context)
  return context.newPage()
}
