import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A provider of embeddings that answers at once, so that what is measured is everything but the provider. */
export async function serveEmbeddings(): Promise<{ baseUrl: string; stop(): Promise<void> }> {
  const vector = Buffer.from(Float32Array.from({ length: 512 }, (_, at) => Math.sin(at) / 16).buffer).toString('base64')
  const server = createServer(async (request, response) => {
    const body: Buffer[] = []
    for await (const piece of request) body.push(piece)
    const { input, model } = JSON.parse(Buffer.concat(body).toString()) as { input: string[]; model: string }
    const data = input.map((_, index) => ({ object: 'embedding', index, embedding: vector }))
    const usage = { prompt_tokens: 0, total_tokens: 0 }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ object: 'list', model, data, usage }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
