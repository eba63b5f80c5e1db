import { OpenaiError } from '../http/openai-error.ts'
import type { ResponseParams } from './client-event-schema.ts'
import type { Entry } from './conversation.ts'
import { entryFromClient } from './conversation-commands.ts'
import { type CancelReason, ResponseRun } from './response-run.ts'
import type { SessionContext } from './session-context.ts'

/** The responses of a session: one at a time, those of a new turn after the one that the turn cut off. */
export class ResponseQueue {
  readonly #context: SessionContext
  readonly #onIdle: () => void
  /** The response under way, and those that wait for its end. */
  readonly #runs = new Set<ResponseRun>()
  #finished: Promise<void> = Promise.resolve()
  #disposed = false

  /** `onIdle` is called when the last response is done. */
  constructor(context: SessionContext, onIdle: () => void) {
    this.#context = context
    this.#onIdle = onIdle
  }

  /** `response.create`. Throws while a response is active. */
  create(params: ResponseParams): void {
    const active = this.#active
    if (active !== undefined) {
      const message = `Conversation already has an active response in progress: ${active.id}. Wait until the response is finished before creating a new one.`
      throw new OpenaiError({ code: 'conversation_already_has_active_response', message })
    }
    this.enqueue(params)
  }

  /** Starts a response once the one before is done; a turn that was heard meanwhile waits instead of being lost. */
  enqueue(params: ResponseParams): void {
    const run = new ResponseRun(this.#context, params, this.#inputOf(params))
    this.#runs.add(run)
    this.#finished = this.#finished.then(async () => {
      if (!run.cancelled) await run.run()
      this.#runs.delete(run)
      if (this.#runs.size === 0 && !this.#disposed) this.#onIdle()
    })
  }

  /** `response.cancel`. Throws when there is nothing to cancel. */
  cancel(id: string | undefined): void {
    const active = this.#active
    if (active === undefined || (id !== undefined && id !== active.id)) {
      const message = 'Cancellation failed: no active response found'
      throw new OpenaiError({ code: 'response_cancel_not_active', message })
    }
    active.cancel('client_cancelled')
  }

  cancelAll(reason: CancelReason): void {
    for (const run of this.#runs) run.cancel(reason)
  }

  dispose(): void {
    this.#disposed = true
    for (const run of this.#runs) run.abandon()
  }

  get #active(): ResponseRun | undefined {
    return [...this.#runs].find((run) => !run.cancelled)
  }

  #inputOf({ input }: ResponseParams): Entry[] | undefined {
    return input?.map((item) => {
      if (item.type !== 'item_reference') return entryFromClient(this.#context, item)
      const entry = this.#context.conversation.find(item.id)
      if (entry !== undefined) return entry
      const message = `Item with id '${item.id}' not found.`
      throw new OpenaiError({ code: 'invalid_value', message, param: 'response.input' })
    })
  }
}
