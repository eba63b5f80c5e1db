import { expect, inject, test } from 'vitest'
import { startChatProxy } from '../integration/runs/start-chat-proxy.ts'
import { startProduct } from './start-product.ts'
test('debug', async () => {
  const provider = await startChatProxy()
  const product = await startProduct(inject('webAppDir'), {
    openai: { apiKey: provider.apiKey, baseUrl: provider.baseUrl },
    functionLimits: { 'agent-run': { cpu: false, memoryMb: false } },
    functionLog: (line) => console.log(JSON.stringify(line).slice(0, 400)),
  })
  try {
    const page = await product.openApp({ reducedMotion: true })
    page.on('console', (m) => console.log('CONSOLE', m.type(), m.text().slice(0, 300)))
    page.on('response', async (r) => { if (r.status() >= 400) console.log('HTTP', r.status(), r.url().slice(0, 300), (await r.text().catch(() => '')).slice(0, 300)) })
    await product.signIn(page, 'ada@example.com')
    await product.stack.sql()`update agents set status = 'published'`
    await page.getByRole('link', { name: 'Chat' }).click()
    const box = page.getByRole('textbox', { name: /^Message to/ })
    await box.fill('Hello?')
    await box.press('Enter')
    await page.waitForTimeout(8000)
    console.log(page.url())
    await page.screenshot({ path: '/tmp/chat-debug.png' })
    await page.setViewportSize({width:360,height:700}); await page.screenshot({ path: '/tmp/chat-debug-phone.png' })
    await page.goto(product.appUrl+'/tools'); await page.waitForTimeout(1500); await page.screenshot({ path: '/tmp/chat-debug-tools.png' })
    await page.setViewportSize({width:1280,height:800});await page.goto(product.appUrl+'/tools/new'); await page.waitForTimeout(1500); await page.screenshot({ path: '/tmp/chat-debug-new.png', fullPage: true })
 await page.goto(product.appUrl+'/runs'); await page.waitForTimeout(1500); await page.screenshot({ path: '/tmp/chat-debug-runs.png' }); await page.getByRole('main').getByRole('link').first().click(); await page.waitForTimeout(1500); await page.screenshot({ path: '/tmp/chat-debug-run.png', fullPage: true })
    console.log(await product.stack.sql()`select status, error_code from ai.runs`)
    console.log(JSON.stringify(await product.stack.sql()`select seq, type, data from ai.run_events order by seq`).slice(0, 3000))
    expect(1).toBe(1)
  } finally {
    await product.stop()
    await provider.stop()
  }
})
