import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest'
import { type ChatProxy, startChatProxy } from '../integration/runs/start-chat-proxy.ts'
import { type Product, startProduct } from './start-product.ts'

/** The product with a provider whose words and pace a test decides. Both are there inside of tests and hooks. */
export function useChatProduct(): { readonly product: Product; readonly provider: ChatProxy } {
  const used = {} as { product: Product; provider: ChatProxy }
  beforeAll(async () => {
    used.provider = await startChatProxy()
    used.product = await startProduct(inject('webAppDir'), {
      openai: { apiKey: used.provider.apiKey, baseUrl: used.provider.baseUrl },
      functionLimits: { 'agent-run': { cpu: false, memoryMb: false } },
    })
    await used.product.stack.stack?.warmFunctions(['agent-run'])
  })
  beforeEach(() => used.provider.reset())
  afterEach(() => used.product?.closeBrowsers())
  afterAll(async () => {
    await used.product?.stop()
    await used.provider?.stop()
  })
  return used
}
