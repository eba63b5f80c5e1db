import type { ClientSession } from './client-session.ts'
import { type Notification, OutputFilter } from './output-filter.ts'
import type { PgliteEngine } from './pglite-engine.ts'
import type { SessionKeeper } from './session-keeper.ts'
import type { Statement } from './statement-book.ts'
import { type StatementTraits, statementTraits } from './statement-traits.ts'
import { type Frame, frame, readString, readyForQuery } from './wire-frames.ts'

/** Where a unit's answers go. */
export type UnitOutput = { send(bytes: Buffer): void; notify(notification: Notification): void }

/** Runs clients' messages on the engine as if each client had a server process of its own. */
export class UnitRunner {
  readonly #engine: PgliteEngine
  readonly #keeper: SessionKeeper

  constructor(engine: PgliteEngine, keeper: SessionKeeper) {
    this.#engine = engine
    this.#keeper = keeper
  }

  /** The part before the messages: what their texts announce is prepared for. */
  begin(session: ClientSession, messages: Frame[]): StatementTraits[] {
    const traits = messages.flatMap((message) => this.#traitsOf(session, message))
    if (traits.some((trait) => trait.namesSettingsByParameter)) this.#rememberParameters(messages)
    for (const name of traits.flatMap((trait) => trait.customSettings)) this.#keeper.rememberSetting(name)
    if (traits.some((trait) => trait.changesSettings)) session.changed = true
    if (traits.some((trait) => trait.createsTemporary)) session.pending.temporary = true
    if (traits.some((trait) => trait.listens) && session.status !== 'E' && !session.pending.listening) {
      this.#keeper.beginListening(session)
      session.pending.listening = true
    }
    return traits
  }

  /** Runs one message; `extra` are COPY messages that belong to it. Returns whether it wanted more of those. */
  runMessage(session: ClientSession, message: Frame, output: UnitOutput, extra: Buffer[] = []): boolean {
    const filter = new OutputFilter(session, (bytes) => output.send(bytes))
    const bytes = this.#translate(session, message, filter)
    this.#engine.run(extra.length > 0 ? Buffer.concat([bytes, ...extra]) : bytes, (chunk) => filter.push(chunk))
    const starved = this.#engine.starvedOfCopyData
    this.#keepBook(session, message, filter)
    for (const notification of filter.notifications) output.notify(notification)
    if (filter.status) session.status = filter.status
    if (isExtended(message.type)) session.unsynced = true
    if (endsWithReady(message.type)) session.unsynced = false
    return starved
  }

  /** The part after the messages: housekeeping that needs the transaction to be over, then ReadyForQuery. */
  end(session: ClientSession, last: Frame, output: UnitOutput): void {
    if (!session.unsynced && session.status !== 'E') this.#settle(session)
    if (endsWithReady(last.type)) output.send(readyForQuery(session.status))
  }

  #settle(session: ClientSession): void {
    const { pending } = session
    if (pending.authorization) this.#keeper.resetAuthorization(session)
    if (pending.reset) this.#keeper.applyStart(session)
    pending.authorization = pending.reset = false
    if (session.status !== 'I') return
    if (pending.listening) this.#keeper.endListening(session)
    if (pending.temporary) this.#keeper.claimTemporary(session)
    pending.listening = pending.temporary = false
  }

  #traitsOf(session: ClientSession, { type, body }: Frame): StatementTraits[] {
    if (type === 'Q') return [statementTraits(readString(body, 0).text)]
    if (type === 'P') return [session.statements.read(body).statement.traits]
    if (type !== 'B') return []
    const statement = session.statements.get(readString(body, readString(body, 0).next).text)
    return statement ? [statement.traits] : []
  }

  #rememberParameters(messages: Frame[]): void {
    for (const { type, body } of messages) {
      if (type !== 'B') continue
      for (const name of body.toString('latin1').match(/[a-z_]\w*(?:\.\w+)+/gi) ?? [])
        this.#keeper.rememberSetting(name)
    }
  }

  /** The message with the names that the statement has on the engine, parsed anew where the engine lost it. */
  #translate(session: ClientSession, message: Frame, filter: OutputFilter): Buffer {
    const { type, body, bytes } = message
    const book = session.statements
    if (type === 'P') return book.read(body).statement.parse
    if (type === 'B') {
      const portal = readString(body, 0)
      const { text: name, next } = readString(body, portal.next)
      this.#revive(session, name, filter)
      return frame('B', portal.text, book.engineName(name), body.subarray(next))
    }
    if ((type === 'D' || type === 'C') && body[0] === statementKind) {
      const name = readString(body, 1).text
      if (type === 'D') this.#revive(session, name, filter)
      return frame(type, Buffer.from('S'), book.engineName(name))
    }
    if (type === 'Q') return this.#translateQuery(session, message)
    return bytes
  }

  /** `deallocate name` in SQL means the client's statement of that name. */
  #translateQuery(session: ClientSession, { body, bytes }: Frame): Buffer {
    const name = deallocated(body)
    if (!name || !session.statements.get(name)) return bytes
    return frame('Q', `deallocate "${session.statements.engineName(name).replaceAll('"', '""')}"`)
  }

  #revive(session: ClientSession, name: string, filter: OutputFilter): void {
    const statement = session.statements.get(name)
    if (!statement || session.statements.isLive(statement, this.#engine.simpleQueries)) return
    const silent = new OutputFilter(session, (bytes) => {
      if (bytes[0] === errorType) filter.push(bytes)
    })
    this.#engine.run(statement.parse, (chunk) => silent.push(chunk))
    if (silent.seen.has('1')) this.#mark(statement)
  }

  #mark(statement: Statement): void {
    statement.madeAt = this.#engine.simpleQueries
  }

  /** What the answer says about prepared statements and settings. */
  #keepBook(session: ClientSession, { type, body }: Frame, filter: OutputFilter): void {
    const book = session.statements
    if (type === 'Q') book.remove('')
    if (type === 'P') {
      const { name, statement } = book.read(body)
      if (name === '') book.remove('')
      if (filter.seen.has('1')) {
        this.#mark(statement)
        book.add(name, statement)
      }
    }
    if (type === 'C' && body[0] === statementKind && filter.seen.has('3')) book.remove(readString(body, 1).text)
    if (filter.authorizationWasReset) session.pending.authorization = true
    for (const tag of filter.commandTags) this.#readTag(session, tag, body)
  }

  #readTag(session: ClientSession, tag: string, body: Buffer): void {
    if (tag === 'PREPARE') session.changed = true
    if (tag === 'RESET' || tag === 'DISCARD ALL') session.pending.reset = true
    if (tag === 'DEALLOCATE') session.statements.remove(deallocated(body) ?? '')
    if (tag !== 'DEALLOCATE ALL' && tag !== 'DISCARD ALL') return
    for (const other of this.#keeper.sessions) other.statements.lose()
    session.statements.clear()
    if (tag !== 'DISCARD ALL') return
    session.channels.clear()
    session.pending.authorization = true
    session.pending.listening = true
  }
}

const statementKind = 'S'.charCodeAt(0)
const errorType = 'E'.charCodeAt(0)

/** Messages that open the implicit transaction which Sync closes. */
function isExtended(type: string): boolean {
  return 'PBDEC'.includes(type)
}

/** Messages that the server answers with ReadyForQuery. */
export function endsWithReady(type: string): boolean {
  return 'SQF'.includes(type)
}

function deallocated(body: Buffer): string | undefined {
  if (body.length > 300) return undefined
  const match = /^\s*deallocate\s+(?:prepare\s+)?(?:"([^"]+)"|([\w$]+))\s*;?\s*$/i.exec(readString(body, 0).text)
  const name = match?.[1] ?? match?.[2]
  return name?.toLowerCase() === 'all' && !match?.[1] ? undefined : name
}
