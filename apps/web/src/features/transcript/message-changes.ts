import { type Message, mergeMessage } from './message.ts'

/**
 * Changes that arrive while rows are being read. A read may be answered with what was true before a change that has
 * been announced already; without this its answer would take the change back.
 */
export class MessageChanges {
  readonly #reads = new Set<{ callId: string; changes: Message[] }>()

  /** Notes a change for every read of its call that is under way. */
  note(message: Message): void {
    for (const read of this.#reads) if (read.callId === message.call_id) read.changes.push(message)
  }

  /** Rows that `fetch` reads, with what changed meanwhile. */
  async during(callId: string, fetch: () => Promise<Message[]>): Promise<Message[]> {
    const read = { callId, changes: [] as Message[] }
    this.#reads.add(read)
    try {
      return read.changes.reduce(mergeMessage, await fetch())
    } finally {
      this.#reads.delete(read)
    }
  }
}
