import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A provider of embeddings that has none: it answers 503, at once or, after `hold()`, when that is released. Searches then
 * go by words.
 */
export async function startSlowEmbeddings() {
  let held: Promise<unknown> = Promise.resolve()
  const provider = {
    /** How often it was asked. */
    asked: 0,
    /** Lets searches wait from now on, for 8 s at most. Returns what lets them go on. */
    hold(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>()
      held = promise
      return resolve
    },
  }
  const server = createServer(async (_, response) => {
    provider.asked += 1
    await held
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
