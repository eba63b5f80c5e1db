import type { ClientSession } from './client-session.ts'
import type { PgliteEngine } from './pglite-engine.ts'
import type { UnitOutput, UnitRunner } from './unit-runner.ts'
import { type Frame, frame, splitFrames } from './wire-frames.ts'

/**
 * A unit with COPY … FROM STDIN in it. PGlite wants a statement's whole input at once, while a client sends its data
 * only after CopyInResponse. So the unit is tried, undone where it asks for data, the answer up to there is sent, and
 * with the client's data it runs again. What it does beside COPY happens twice, the first time without effect.
 */
export class CopyInRun {
  readonly #engine: PgliteEngine
  readonly #runner: UnitRunner
  readonly #session: ClientSession
  readonly #messages: Frame[]
  readonly #supplied: Buffer[] = []
  readonly #inTransaction: boolean
  #answered = 0
  #copies = 0
  #askedAt = -1

  constructor(engine: PgliteEngine, runner: UnitRunner, session: ClientSession, messages: Frame[]) {
    this.#engine = engine
    this.#runner = runner
    this.#session = session
    this.#messages = [...messages]
    this.#inTransaction = session.status === 'T'
  }

  /** A CopyData, CopyDone or CopyFail message from the client. */
  supply(message: Frame): void {
    this.#supplied.push(message.bytes)
  }

  /** Runs the unit with the data so far. Returns whether it waits for (more) data; the answer goes to `output`. */
  attempt(output: UnitOutput): boolean {
    if (this.#inTransaction) this.#engine.query(`savepoint ${savepoint}`)
    const answers: Buffer[] = []
    const starved = this.#runMessages({ ...output, send: (bytes) => answers.push(bytes) })
    const answer = Buffer.concat(answers)
    if (starved) this.#undo()
    else if (this.#inTransaction && this.#session.status === 'T') this.#engine.query(`release savepoint ${savepoint}`)
    const end = starved ? endOfCopyInResponse(answer, ++this.#copies) : answer.length
    output.send(answer.subarray(this.#answered, end))
    this.#answered = end
    return starved
  }

  /** The unit's messages; a Sync that came before the data is ignored, as the protocol has it. */
  get messages(): Frame[] {
    return this.#messages
  }

  #runMessages(output: UnitOutput): boolean {
    for (const [index, message] of this.#messages.entries()) {
      const extra = this.#askedAt === index ? this.#supplied : []
      if (!this.#runner.runMessage(this.#session, message, output, extra)) continue
      this.#askedAt = index
      return true
    }
    return false
  }

  #undo(): void {
    if (this.#messages.at(-1)?.type === 'S') this.#messages.pop()
    this.#engine.run(frame('S'), () => {})
    if (this.#inTransaction) this.#engine.query(`rollback to savepoint ${savepoint}; release savepoint ${savepoint}`)
    this.#session.status = this.#inTransaction ? 'T' : 'I'
    this.#session.unsynced = false
  }
}

const savepoint = '"gatekeeper copy"'

function endOfCopyInResponse(answer: Buffer, nth: number): number {
  let end = 0
  let seen = 0
  for (const { type, bytes } of splitFrames(answer)) {
    end += bytes.length
    if (type === 'G' && ++seen === nth) break
  }
  return end
}
