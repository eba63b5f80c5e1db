import { type RelayFrame, RelayTestClient } from '../integration/relay/relay-test-client.ts'
import type { StackFixture, TestUser } from '../stack-fixture.ts'

/** A call is left after so many searches, so that its worker's life is no matter. */
const SEARCHES_A_CALL = 40
const PATIENCE_MS = 30_000

/** What an agent told of a source. */
export type Heard = { source_id: string; source_name: string }

/**
 * Searches as an agent does in a call: the person asks in writing, the agent's model calls `search_knowledge`, the server
 * runs it. One search at a time; further ones wait.
 */
export class VoiceSearcher {
  #stack: Pick<StackFixture, 'apiUrl'>
  #user: TestUser
  #agentId: string
  #client: RelayTestClient | undefined
  #callId = ''
  #left = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor(stack: Pick<StackFixture, 'apiUrl'>, user: TestUser, agentId: string) {
    this.#stack = stack
    this.#user = user
    this.#agentId = agentId
  }

  /** The sources that were cited for a question, as the person reads them in the transcript. */
  search(question: string): Promise<Heard[]> {
    const result = this.#last.then(() => this.#searchAnyhow(question))
    this.#last = result.catch(() => {})
    return result
  }

  async hangUp(): Promise<void> {
    this.#client?.send({ type: 'client.call_end' })
    await this.#client?.closed
    this.#client = undefined
  }

  /** A bare client cannot move to another worker: its call ends with the worker, and it calls again. */
  async #searchAnyhow(question: string): Promise<Heard[]> {
    for (;;) {
      try {
        return await this.#search(question)
      } catch (error) {
        if (this.#client === undefined || this.#client.socket.readyState === WebSocket.OPEN) throw error
        this.#client = undefined
      }
    }
  }

  async #search(question: string): Promise<Heard[]> {
    const client = await this.#dial()
    this.#left -= 1
    const content = [{ type: 'input_text', text: question }]
    client.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content } })
    client.send({ type: 'response.create' })
    const { item } = await client.next('conversation.item.added', isOutput, PATIENCE_MS)
    await client.next('response.done', ({ response }) => response.output[0]?.type === 'message', PATIENCE_MS)
    return await this.#cited(item.call_id)
  }

  /** The row is written a moment after the output is told. */
  async #cited(callId: string): Promise<Heard[]> {
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; ) {
      const { data, error } = await this.#user.client
        .from('messages')
        .select('tool')
        .eq('call_id', this.#callId)
        .eq('tool->>call_id', callId)
        .maybeSingle()
      if (error) throw error
      if (data?.tool.output !== undefined) return data.tool.citations
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('The output of the search was never stored')
  }

  async #dial(): Promise<RelayTestClient> {
    if (this.#client !== undefined && this.#left > 0) return this.#client
    await this.hangUp()
    const body = { agent_id: this.#agentId }
    const { data, error } = await this.#user.client.functions.invoke('call-session', { body })
    if (error) throw error
    const url = `${this.#stack.apiUrl.replace('http', 'ws')}/functions/v1/voice-relay`
    this.#client = await RelayTestClient.connect(url, { ticket: data.ticket })
    this.#callId = data.call_id
    this.#left = SEARCHES_A_CALL
    this.#client.send({ type: 'session.update', session: { type: 'realtime', output_modalities: ['text'] } })
    await this.#client.next('session.updated', () => true, PATIENCE_MS)
    return this.#client
  }
}

const isOutput = ({ item }: RelayFrame): boolean => item?.type === 'function_call_output'
