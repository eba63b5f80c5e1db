import { ParleyError } from '@parley/shared/parley-error.ts'
import type { AgentSession } from '../../_shared/agent-session.ts'
import type { OwedAnswer } from '../provider/owed-answer.ts'
import type { ProviderSession } from '../provider/provider-session.ts'
import type { ResponseSequencer } from '../provider/response-sequencer.ts'
import type { Transcript } from '../transcript/transcript.ts'
import type { ClientEvent } from './client-events.ts'
import { mergeSessionUpdate } from './merge-session-update.ts'

type EventOf<Type extends ClientEvent['type']> = Extract<ClientEvent, { type: Type }>

type Parts = {
  session: AgentSession
  provider: Pick<ProviderSession, 'sendJson'>
  transcript: Pick<Transcript, 'callState' | 'holdsAudioOf' | 'knowsItem' | 'truncate'>
  responses: Pick<ResponseSequencer, 'request' | 'sent' | 'cancelled'>
  owed: Pick<OwedAnswer, 'cancel'>
  startAudio(audioMs: number): void
  commitAudio(): void
  /** The provider is going to answer with a session.updated that the client waits for. */
  updateSession(): void
  /** Says again that an item is stored, to a client that sent it again. */
  isStored(itemId: string): void
  hangUp(): void
  handOver(): void
  /** The server runs tools, and asks for the answer itself when they are done. */
  toolsAtWork(): boolean
  refuse(error: ParleyError, eventId?: string): void
}

/** Does what a client's event asks for, as far as it may. What is refused is named, and everything else still done. */
export class ClientCommands {
  #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  run(event: ClientEvent): void {
    const { owed, responses, provider } = this.#parts
    if (event.type === 'client.call_end') this.#parts.hangUp()
    else if (event.type === 'client.hand_over') this.#parts.handOver()
    else if (event.type === 'client.audio_start') this.#parts.startAudio(event.audio_ms)
    else if (event.type === 'client.take_over') this.#refuse(event, ['type'])
    else if (event.type === 'session.update') this.#updateSession(event)
    else if (event.type === 'conversation.item.create') this.#createItem(event)
    else if (event.type === 'conversation.item.truncate') this.#truncate(event)
    else if (event.type === 'response.create') {
      owed.cancel()
      if (!this.#parts.toolsAtWork()) responses.request(event)
    } else {
      if (event.type === 'input_audio_buffer.commit') this.#parts.commitAudio()
      if (event.type === 'response.cancel') responses.cancelled()
      provider.sendJson(event)
    }
  }

  #updateSession(event: EventOf<'session.update'>): void {
    const { session, refused } = mergeSessionUpdate(event.session, this.#parts.session)
    if (refused.length > 0) this.#refuse(event, refused)
    this.#parts.updateSession()
    this.#parts.provider.sendJson({ ...event, session })
  }

  /** A client that changed its worker sends again what it has not seen stored: what is known is not said twice. */
  #createItem(event: EventOf<'conversation.item.create'>): void {
    const { transcript } = this.#parts
    if (event.item.type === 'function_call_output') {
      const state = transcript.callState(event.item.call_id)
      if (state === null || state === 'server') this.#refuse(event, ['item.call_id'])
      else if (state === 'open') this.#sendItem(event)
      return
    }
    if (event.item.id !== undefined && transcript.knowsItem(event.item.id)) this.#parts.isStored(event.item.id)
    else this.#sendItem(event)
  }

  #sendItem(event: EventOf<'conversation.item.create'>): void {
    if (event.item.id !== undefined) this.#parts.responses.sent(event.item.id)
    this.#parts.provider.sendJson(event)
  }

  /**
   * The row first: the provider forgets what was said after the cut. Of an answer of an earlier segment it has the text
   * alone, which cannot be cut.
   */
  #truncate(event: EventOf<'conversation.item.truncate'>): void {
    const { transcript, provider } = this.#parts
    const heardMs = transcript.truncate(event.item_id, event.audio_end_ms)
    if (heardMs === null) provider.sendJson(event)
    else if (transcript.holdsAudioOf(event.item_id)) provider.sendJson({ ...event, audio_end_ms: heardMs })
  }

  #refuse(event: ClientEvent, fields: string[]): void {
    const error = new ParleyError('event_not_allowed', { details: { type: event.type, fields } })
    this.#parts.refuse(error, event.event_id)
  }
}
