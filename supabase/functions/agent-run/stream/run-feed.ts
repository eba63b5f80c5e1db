import type { RunEvent } from '@parley/shared/agent-run.ts'
import type { SentRunEvent } from './encode-event.ts'

type Listener = (event: SentRunEvent) => void
type TextDelta = Extract<RunEvent, { type: 'text.delta' }>

/** The events of a run that this worker carries, for readers in this worker. */
export class RunFeed {
  readonly #ids: { run_id: string; session_id: string }
  readonly #stored: (SentRunEvent & { seq: number })[] = []
  /** Text that readers have and the table does not. */
  #live: SentRunEvent[] = []
  readonly #listeners = new Set<Listener>()
  /** The last event that was stored before this worker took the run. */
  readonly firstSeq: number
  #lastSeq: number
  readonly #closed = Promise.withResolvers<void>()

  constructor(ids: { run_id: string; session_id: string }, lastSeq: number) {
    this.#ids = ids
    this.firstSeq = lastSeq
    this.#lastSeq = lastSeq
  }

  get lastSeq(): number {
    return this.#lastSeq
  }

  /** When this worker carries the run no more. */
  get closed(): Promise<void> {
    return this.#closed.promise
  }

  /** Text that is passed on before it is stored. */
  passOn(event: TextDelta): void {
    const sent = { ...event, ...this.#ids, seq: null, created_at: new Date().toISOString() }
    this.#live.push(sent)
    this.#tell(sent)
  }

  /** An event that is in the table. Of text that was passed on already, readers learn only that it is stored. */
  stored(event: RunEvent & { seq: number; created_at: string }, wasPassedOn: boolean): void {
    const sent = { ...event, ...this.#ids }
    this.#stored.push(sent)
    this.#lastSeq = event.seq
    this.#live = this.#live.filter((live) => live.type === 'text.delta' && !isWithin(live.data, sent))
    this.#tell(wasPassedOn && sent.type === 'text.delta' ? withoutText(sent) : sent)
  }

  /** Tells of everything behind `after`, and from then on of what comes, until the function that it answers is called. */
  follow(after: number, listener: Listener): () => void {
    for (const event of this.#stored) if (event.seq > after) listener(event)
    for (const event of this.#live) listener(event)
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#closed.resolve()
    this.#listeners.clear()
  }

  #tell(event: SentRunEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}

/** A delta of nothing at the place where the text ends: it only says up to where everything is stored. */
function withoutText<T extends { type: 'text.delta'; data: TextDelta['data'] }>(event: T): T {
  const { step, offset, delta } = event.data
  return { ...event, data: { step, offset: offset + delta.length, delta: '' } }
}

/** Whether a stored event has a piece of text, or makes it void. */
function isWithin({ step, offset }: TextDelta['data'], stored: RunEvent): boolean {
  if (stored.type === 'run.resumed') return true
  if (stored.type === 'text.done') return stored.data.step === step
  return (
    stored.type === 'text.delta' && stored.data.step === step && offset < stored.data.offset + stored.data.delta.length
  )
}
