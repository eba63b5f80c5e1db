import { log } from '../../_shared/log.ts'
import type { ModelAnswer, ModelRequest } from './chat-message.ts'
import { ModelFault } from './model-fault.ts'
import { type ModelEndpoint, streamAnswer } from './stream-answer.ts'

/** Requests for one answer, as long as nothing of it came. */
const MAX_TRIES = 4
/** Requests for an answer of which something had come: readers see the step's text begin again, once and not more. */
const MAX_RESTARTS = 1

export type AskOptions = {
  endpoint: ModelEndpoint
  signal: AbortSignal
  /** The wait before the second try, doubled with each. */
  backoffMs: number
  onText(delta: string): void
  /** What was passed on is void: the text comes again from its beginning, and may be another. */
  onRestart(): void
}

/**
 * Asks a model until it answers: again and again while nothing of an answer has come, with the waits that the provider
 * asks for; once more when an answer broke off in the middle.
 *
 * @throws {ModelFault}
 * @throws the signal's reason
 */
export async function askModel(request: ModelRequest, options: AskOptions): Promise<ModelAnswer> {
  let tries = 0
  let restarts = 0
  for (;;) {
    let isBegun = false
    const onText = (delta: string) => {
      isBegun = true
      options.onText(delta)
    }
    try {
      return await streamAnswer(request, options.endpoint, options.signal, onText)
    } catch (error) {
      if (!(error instanceof ModelFault)) throw error
      tries++
      if (isBegun) restarts++
      logFault(error, tries, isBegun)
      if (!error.isPassing || tries >= MAX_TRIES || restarts > MAX_RESTARTS) throw error
      if (isBegun) options.onRestart()
      await pause(
        error.retryAfterMs ?? options.backoffMs * 2 ** (tries - 1) * (0.75 + Math.random() / 2),
        options.signal,
      )
    }
  }
}

function logFault({ code, cause }: ModelFault, tries: number, isBegun: boolean): void {
  const detail = cause instanceof Error ? `${cause.name}: ${cause.message}` : undefined
  log('warn', 'model_fault', { code, tries, in_answer: isBegun, cause: detail })
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  await new Promise<void>((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    signal.addEventListener('abort', onAbort, { once: true })
  })
}
