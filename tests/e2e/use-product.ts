import type { StackOptions } from '@parley/local-stack/stack-options'
import getPort from 'get-port'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { type StackFixture, startStackFixture } from '../stack-fixture.ts'
import { type BrowserOptions, launchBrowser } from './browser.ts'
import { listenToPage } from './listen-to-page.ts'
import { serveWebApp } from './serve-web-app.ts'

export type PersonOptions = BrowserOptions & { phone?: boolean; dark?: boolean }

/** The whole product as people meet it: the stack, the built web app, browsers. */
export interface Product {
  stack: StackFixture
  appUrl: string
  /** A browser of its own with the app open. Errors of the page fail the test. */
  openApp(options?: PersonOptions): Promise<Page>
  /** Signs in as a person does: address, mail, link. */
  signIn(page: Page, email: string): Promise<void>
}

/** Starts the product for the test file that calls it. Browsers end after each test. */
export function useProduct(options?: StackOptions): Product {
  let product: Product | undefined
  let stop = async () => {}
  const browsers: Browser[] = []
  const pageErrors: Error[] = []

  beforeAll(async () => {
    const port = await getPort()
    const appUrl = `http://127.0.0.1:${port}`
    const stack = await startStackFixture({ allowedOrigins: [appUrl], ...options })
    const web = await serveWebApp({
      port,
      supabaseUrl: stack.apiUrl,
      publishableKey: stack.publishableKey,
      mailboxUrl: stack.mailboxUrl,
    })
    await stack.stack?.warmFunctions(['call-session', 'voice-relay'])
    stop = async () => {
      await web.stop()
      await stack.stop()
    }
    product = {
      stack,
      appUrl,
      async openApp({ phone, dark, ...browserOptions } = {}) {
        const browser = await launchBrowser(browserOptions)
        browsers.push(browser)
        const context: BrowserContext = await browser.newContext({
          viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
          colorScheme: dark ? 'dark' : 'light',
          permissions: browserOptions.allowMicrophone === false ? [] : ['microphone'],
        })
        await listenToPage(context)
        const page = await context.newPage()
        page.on('pageerror', (error) => pageErrors.push(error))
        await page.goto(appUrl)
        return page
      },
      async signIn(page, email) {
        await page.getByLabel(/mail/i).fill(email)
        await page.getByRole('button', { name: /link|sign in/i }).click()
        await page.getByText('Check your mail').waitFor()
        await page.goto(await mailedLink(stack.mailboxUrl ?? '', email))
        await page.getByRole('button', { name: 'Call', exact: true }).waitFor()
      },
    }
  })

  afterEach(async () => {
    await Promise.all(browsers.splice(0).map((browser) => browser.close()))
    const [error] = pageErrors.splice(0)
    if (error) throw error
  })

  afterAll(() => stop())

  return new Proxy({} as Product, {
    get(_, name: keyof Product) {
      if (!product) throw new Error('The product runs only inside of tests and hooks.')
      return product[name]
    },
  })
}

/** The link in the newest mail to an address, by Mailpit's API. */
async function mailedLink(mailboxUrl: string, email: string): Promise<string> {
  const json = async (path: string) => (await fetch(`${mailboxUrl}${path}`)).json()
  for (let attempt = 0; attempt < 50; attempt++) {
    const { messages } = (await json(`/api/v1/search?query=${encodeURIComponent(`to:${email}`)}`)) as {
      messages: { ID: string }[]
    }
    if (messages[0]) {
      const { HTML, Text } = (await json(`/api/v1/message/${messages[0].ID}`)) as { HTML: string; Text: string }
      const link = /https?:\/\/\S*\/auth\/v1\/verify[^\s"<>]*/.exec(HTML || Text)?.[0]
      if (link) return link.replaceAll('&amp;', '&')
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`No mail with a link came to ${email}.`)
}
