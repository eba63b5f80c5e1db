import type { ResponseCreate, ResponseSequencer } from './response-sequencer.ts'

/** What the replayed microphone may bring comes first: speech starts an answer of its own. */
const PATIENCE_MS = 400

/** Asks for the answer that the caller was owed when the call changed its worker, unless something else starts one. */
export class OwedAnswer {
  #responses: Pick<ResponseSequencer, 'requestIfIdle'>
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(responses: Pick<ResponseSequencer, 'requestIfIdle'>) {
    this.#responses = responses
  }

  schedule(response: ResponseCreate): void {
    this.#timer = setTimeout(() => this.#responses.requestIfIdle(response), PATIENCE_MS)
  }

  /** The caller speaks, or an answer is on its way already. */
  cancel(): void {
    clearTimeout(this.#timer)
  }
}
