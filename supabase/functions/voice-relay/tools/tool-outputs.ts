import type { ProviderEvent } from '../provider/provider-events.ts'
import type { ProviderSession } from '../provider/provider-session.ts'
import type { ResponseSequencer } from '../provider/response-sequencer.ts'

type ToolOutputsOptions = {
  provider: Pick<ProviderSession, 'sendJson'>
  responses: Pick<ResponseSequencer, 'sent' | 'said'>
}

/** Puts what comes of tools into the provider's conversation. */
export class ToolOutputs {
  #options: ToolOutputsOptions
  /** Items that repeat a call for the model alone. */
  #own = new Set<string>()

  constructor(options: ToolOutputsOptions) {
    this.#options = options
  }

  /** The output of a call that the model waits for. */
  tell(callId: string, output: string): void {
    this.#create({ id: newItemId(), type: 'function_call_output', call_id: callId, output })
  }

  /**
   * The output of a call of which the model was told that it waits: the call once more, with what came of it. A call has
   * one output only, and what a tool says must not come in anybody else's name.
   */
  tellLate(call: { name: string; args: Record<string, unknown> }, output: string): void {
    const call_id = `call_${newItemId().slice(5)}`
    const items = [
      { id: newItemId(), type: 'function_call', call_id, name: call.name, arguments: JSON.stringify(call.args) },
      { id: newItemId(), type: 'function_call_output', call_id, output },
    ]
    for (const item of items) {
      this.#own.add(item.id)
      this.#create(item)
    }
  }

  /** Whether an event tells of an item that is for the model alone. */
  isOwn(event: ProviderEvent): boolean {
    if (!('item' in event) || !this.#own.has(event.item.id ?? '')) return false
    if (event.type === 'conversation.item.added' && event.item.type === 'function_call_output')
      this.#options.responses.said(event.item.id)
    return true
  }

  #create(item: { id: string; type: string } & Record<string, unknown>): void {
    if (item.type === 'function_call_output') this.#options.responses.sent(item.id)
    this.#options.provider.sendJson({ type: 'conversation.item.create', item })
  }
}

/** A new id for an item: 26 of the 32 characters that it may have. */
function newItemId(): string {
  return `item_${crypto.randomUUID().replaceAll('-', '').slice(0, 21)}`
}
