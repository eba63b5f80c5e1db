import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startLocalOpenai } from '@parley/local-openai/start-local-openai'

/**
 * The offline stand-in behind a door that a test can close: it counts batches of embeddings that were answered, and
 * fails those that `fails` names by their number, from 1.
 */
export async function startEmbeddingProxy() {
  const openai = await startLocalOpenai({ port: 0, apiKey: 'sk-sources-test', script: {} })
  const proxy = {
    /** Batches that were answered with embeddings. */
    answered: 0,
    /** Batches that were failed. */
    failed: 0,
    /** What to answer in place of the batch that would be this one. */
    fails: (_batch: number): number | undefined => undefined,
    /** Awaited before a batch is answered. */
    before: async (_batch: number): Promise<void> => {},
    apiKey: 'sk-sources-test',
    baseUrl: '',
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await openai.stop()
    },
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const batch = proxy.answered + 1
    await proxy.before(batch)
    const status = proxy.fails(batch)
    if (status !== undefined) {
      proxy.failed++
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"error":{"message":"on purpose"}}')
      return
    }
    const headers = { authorization: request.headers.authorization ?? '', 'content-type': 'application/json' }
    const answer = await fetch(`${openai.url}${request.url?.replace(/^\/v1/, '')}`, {
      method: 'POST',
      headers,
      body: Buffer.concat(chunks),
    })
    proxy.answered++
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  proxy.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  return proxy
}
export type EmbeddingProxy = Awaited<ReturnType<typeof startEmbeddingProxy>>
