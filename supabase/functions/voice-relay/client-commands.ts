import { ParleyError } from '@parley/shared/parley-error.ts'
import type { AgentSession } from '../_shared/agent-session.ts'
import type { ClientEvent } from './client-events.ts'
import { mergeSessionUpdate } from './merge-session-update.ts'
import type { ProviderSession } from './provider-session.ts'
import type { ResponseSequencer } from './response-sequencer.ts'
import type { Transcript } from './transcript.ts'

type EventOf<Type extends ClientEvent['type']> = Extract<ClientEvent, { type: Type }>

type Parts = {
  session: AgentSession
  provider: Pick<ProviderSession, 'sendJson'>
  transcript: Pick<Transcript, 'knowsCall' | 'truncate'>
  responses: Pick<ResponseSequencer, 'request'>
  hangUp(): void
  refuse(error: ParleyError, eventId?: string): void
}

/** Does what a client's event asks for, as far as it may. What is refused is named, and everything else still done. */
export class ClientCommands {
  #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  run(event: ClientEvent): void {
    if (event.type === 'client.call_end') this.#parts.hangUp()
    else if (event.type === 'session.update') this.#updateSession(event)
    else if (event.type === 'response.create') this.#parts.responses.request(event)
    else if (event.type === 'conversation.item.truncate') this.#truncate(event)
    else if (this.#answersNobody(event)) this.#refuse(event, ['item.call_id'])
    else this.#parts.provider.sendJson(event)
  }

  #updateSession(event: EventOf<'session.update'>): void {
    const { session, refused } = mergeSessionUpdate(event.session, this.#parts.session)
    if (refused.length > 0) this.#refuse(event, refused)
    this.#parts.provider.sendJson({ ...event, session })
  }

  /** The row first: the provider forgets what was said after the cut. */
  #truncate(event: EventOf<'conversation.item.truncate'>): void {
    const heardMs = this.#parts.transcript.truncate(event.item_id, event.audio_end_ms)
    this.#parts.provider.sendJson(heardMs === null ? event : { ...event, audio_end_ms: heardMs })
  }

  /** The output of a function call that the model never made. */
  #answersNobody(event: ClientEvent): boolean {
    if (event.type !== 'conversation.item.create' || event.item.type !== 'function_call_output') return false
    return !this.#parts.transcript.knowsCall(event.item.call_id)
  }

  #refuse(event: ClientEvent, fields: string[]): void {
    const error = new ParleyError('event_not_allowed', { details: { type: event.type, fields } })
    this.#parts.refuse(error, event.event_id)
  }
}
