import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What came to a server: method, path, headers and body, as one text. */
export type Received = string

export type RecordServer = { url: string; host: string; received: Received[]; stop(): Promise<void> }

/** A server on a free port that keeps all that it is sent, and answers as `answer` says. */
export async function startRecordServer(
  answer: (path: string, body: string) => { status?: number; headers?: Record<string, string>; text: string },
): Promise<RecordServer> {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    received.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)} ${body}`)
    const { status = 200, headers = {}, text } = answer(request.url ?? '', body)
    response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}`,
    host,
    received,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}
