import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * A provider of embeddings that has none: it answers 503, after as long as a test wants a search to take. Searches then
 * go by words.
 */
export async function startSlowEmbeddings() {
  const provider = { delayMs: 0, asked: 0 }
  const server = createServer(async (_, response) => {
    provider.asked += 1
    await sleep(provider.delayMs)
    response.writeHead(503).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  return Object.assign(provider, {
    url,
    async stop(): Promise<void> {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}
export type SlowEmbeddings = Awaited<ReturnType<typeof startSlowEmbeddings>>
