import type { ChatProxy } from '../../integration/runs/start-chat-proxy.ts'
import type { Timing } from './measure-overhead.ts'

/** The control: asks the provider what the last run asked it, and reads its stream to the end. */
export async function askDirectly(provider: ChatProxy): Promise<Timing> {
  const startedAt = performance.now()
  let firstMs = Number.NaN
  let text = ''
  const response = await fetch(`${provider.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${provider.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(provider.chats.at(-1)),
  })
  if (!response.ok || !response.body) throw new Error(`The provider answered ${response.status}.`)
  for await (const piece of response.body.pipeThrough(new TextDecoderStream()) as unknown as AsyncIterable<string>) {
    text += piece
    if (Number.isNaN(firstMs) && /"content":"[^"]/.test(text)) firstMs = performance.now() - startedAt
  }
  return { firstMs, totalMs: performance.now() - startedAt }
}
