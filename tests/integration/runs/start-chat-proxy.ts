import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Brain } from '@parley/local-openai/brain/brain'
import { startLocalOpenai } from '@parley/local-openai/start-local-openai'

/** What befalls a request for an answer. Pieces are the events of its stream, the first being the empty one. */
export type ChatFault = {
  /** Answered so, in place of the stand-in. */
  status?: number
  headers?: Record<string, string>
  body?: string
  /** Between two pieces. */
  paceMs?: number
  /** After so many pieces the connection breaks, nothing comes any more, or something comes that is no piece. */
  cutAfter?: number
  stallAfter?: number
  garbageAfter?: number
  /** Awaited before the answer begins. */
  hold?: Promise<void>
}

type ChatBody = {
  model: string
  messages: { role: string; content: string | null; tool_call_id?: string }[]
  tools?: { function: { name: string } }[]
}

/**
 * The offline stand-in behind a door that a test holds: it keeps what was asked, and does to the answers what `faults` says.
 * What is answered is said by a brain, whose words the stand-in puts into the provider's protocol.
 */
export async function startChatProxy() {
  const proxy = {
    apiKey: 'sk-runs-test',
    baseUrl: '',
    /** Requests for answers, in their order. */
    chats: [] as ChatBody[],
    /** Requests for embeddings: each is a search, or a file that is read. */
    embeddings: 0,
    /** Awaited before embeddings are given. */
    embeddingHold: Promise.resolve(),
    /** Requests whose reader left before the answer had ended. */
    aborted: 0,
    /** By the number of the request, from 1. */
    faults: (_chat: number): ChatFault => ({}),
    answer: ((): { text: string } => ({ text: 'Hello.' })) as Brain,
    reset() {
      Object.assign(proxy, {
        chats: [],
        embeddings: 0,
        embeddingHold: Promise.resolve(),
        aborted: 0,
        faults: () => ({}),
        answer: () => ({ text: 'Hello.' }),
      })
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await openai.stop()
    },
  }
  const openai = await startLocalOpenai({
    port: 0,
    apiKey: proxy.apiKey,
    script: {},
    brain: (request) => proxy.answer(request),
  })
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const path = request.url?.replace(/^\/v1/, '') ?? ''
    let fault: ChatFault = {}
    if (path === '/embeddings') {
      proxy.embeddings++
      await proxy.embeddingHold
    }
    if (path === '/chat/completions') {
      proxy.chats.push(JSON.parse(body.toString()))
      fault = proxy.faults(proxy.chats.length)
    }
    response.on('close', () => {
      if (!response.writableEnded) proxy.aborted++
    })
    await fault.hold
    if (fault.status !== undefined) {
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers })
      response.end(fault.body ?? '{"error":{"message":"on purpose"}}')
      return
    }
    const answer = await fetch(`${openai.url}${path}`, {
      method: request.method ?? 'POST',
      headers: { authorization: request.headers.authorization ?? '', 'content-type': 'application/json' },
      body,
    })
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
    await pass(await answer.text(), response, fault)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  proxy.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  return proxy
}
export type ChatProxy = Awaited<ReturnType<typeof startChatProxy>>

async function pass(text: string, response: ServerResponse, fault: ChatFault): Promise<void> {
  const pieces = text.split(/(?<=\n\n)/)
  for (const [sent, piece] of pieces.entries()) {
    if (fault.paceMs && sent > 0) await sleep(fault.paceMs)
    if (response.destroyed || sent === fault.stallAfter) return
    if (sent === fault.cutAfter) {
      // What was written before is to arrive.
      await sleep(100)
      return void response.destroy()
    }
    response.write(sent === fault.garbageAfter ? 'data: {"choices": 7\n\n' : piece)
  }
  response.end()
}
