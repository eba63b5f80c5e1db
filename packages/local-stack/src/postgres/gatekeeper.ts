import { randomInt } from 'node:crypto'
import type { Socket } from 'node:net'
import { type ClientSession, createClientSession, isHolding } from './client-session.ts'
import { CopyInRun } from './copy-in-run.ts'
import { greet } from './greet.ts'
import type { Notification } from './output-filter.ts'
import { EngineDied, type PgliteEngine } from './pglite-engine.ts'
import { SessionKeeper } from './session-keeper.ts'
import { endsWithReady, UnitRunner } from './unit-runner.ts'
import { type StartupRequest, WireClient } from './wire-client.ts'
import { errorResponse, type Frame, frame, readyForQuery } from './wire-frames.ts'

export type GatekeeperOptions = {
  /** How long, in milliseconds, a client may hold the session in a transaction without sending anything. */
  idleInTransactionMs: number
  /** Bytes of answers that may wait for a client that does not read. */
  maxBacklogBytes: number
  /** The session is gone: nothing will work any more. */
  onDeath(error: Error): void
}

/** A run of messages up to Sync, Flush or a simple query; or the start of a connection. */
type Unit = { messages: Frame[]; greeting?: StartupRequest; cancelled?: boolean }

type Client = {
  id: number
  secret: number
  wire: WireClient
  session: ClientSession | undefined
  gathered: Frame[]
  units: Unit[]
  copy: CopyInRun | undefined
  overflowed: boolean
}

/** How much a client may send ahead of what has run before its socket is no longer read. */
const maxWaitingUnits = 1000
/** Answers a client may leave unread before its next unit waits. */
const clogged = 4 << 20
/** Units of one client in a row while others wait: changing clients costs more than a small statement. */
const unitsInARow = 8

/**
 * Gives every connection a session of its own on PGlite's single one. Units run one after the other; a client in a
 * transaction keeps the session until it is over, or until it has been idle for too long.
 */
export class Gatekeeper {
  readonly #engine: PgliteEngine
  readonly #options: GatekeeperOptions
  readonly #keeper: SessionKeeper
  readonly #runner: UnitRunner
  readonly #clients = new Map<number, Client>()
  #queue: Client[] = []
  #holder: Client | undefined
  #idleTimer: NodeJS.Timeout | undefined
  #pumpScheduled = false
  #nextId = 1000

  constructor(engine: PgliteEngine, options: GatekeeperOptions) {
    this.#engine = engine
    this.#options = options
    this.#keeper = new SessionKeeper(engine)
    this.#runner = new UnitRunner(engine, this.#keeper)
  }

  /** Takes a new connection. */
  accept(socket: Socket): void {
    const id = this.#nextId++
    const wire = new WireClient(socket, {
      startup: (request) => this.#enqueue(client, { messages: [], greeting: request }),
      cancel: (processId, secret) => this.#cancel(processId, secret),
      message: (message) => this.#receive(client, message),
      closed: () => this.#drop(client),
    })
    const client: Client = {
      ...{ id, secret: randomInt(2 ** 31), wire, session: undefined },
      ...{ gathered: [], units: [], copy: undefined, overflowed: false },
    }
    this.#clients.set(id, client)
  }

  /** Ends every connection; open transactions are rolled back. */
  close(): void {
    for (const client of [...this.#clients.values()]) {
      client.wire.end(errorResponse('FATAL', '57P01', 'terminating connection because the server is stopping'))
    }
  }

  #receive(client: Client, message: Frame): void {
    if (client.copy && this.#receiveCopyData(client, client.copy, message)) return
    if ('dcf'.includes(message.type)) return
    client.gathered.push(message)
    if (!'QSHFX'.includes(message.type)) return
    this.#enqueue(client, { messages: client.gathered })
    client.gathered = []
  }

  /** True when the message was taken: data, or what the protocol ignores while data is expected. */
  #receiveCopyData(client: Client, copy: CopyInRun, message: Frame): boolean {
    if ('SH'.includes(message.type)) return true
    if (!'dcf'.includes(message.type)) return false
    copy.supply(message)
    this.#restartIdleTimer()
    if (message.type === 'd') return true
    client.copy = undefined
    this.#continueCopy(client, copy)
    return true
  }

  #enqueue(client: Client, unit: Unit): void {
    client.units.push(unit)
    if (client.units.length > maxWaitingUnits) client.wire.setReading(false)
    if (!this.#queue.includes(client)) this.#queue.push(client)
    this.#schedule()
  }

  #schedule(): void {
    if (this.#pumpScheduled) return
    this.#pumpScheduled = true
    setImmediate(() => {
      this.#pumpScheduled = false
      this.#pump()
    })
  }

  /** One client's turn; then the sockets get theirs. */
  #pump(): void {
    const client = this.#next()
    if (!client) return
    let turns = unitsInARow
    do this.#runNext(client)
    while (--turns > 0 && this.#mayRun(client))
    if (client.units.length < maxWaitingUnits / 2) client.wire.setReading(true)
    this.#queue = this.#queue.filter((other) => other !== client)
    if (client.units.length > 0 && !client.wire.closed) this.#queue.push(client)
    if (this.#queue.length > 0) this.#schedule()
  }

  #next(): Client | undefined {
    if (this.#holder) return this.#mayRun(this.#holder) ? this.#holder : undefined
    return this.#queue.find((client) => this.#mayRun(client))
  }

  #mayRun(client: Client): boolean {
    if (client.wire.closed || client.copy || client.units.length === 0) return false
    return client.wire.backlog < clogged
  }

  #runNext(client: Client): void {
    const unit = client.units.shift()
    if (!unit) return
    clearTimeout(this.#idleTimer)
    try {
      if (unit.greeting) this.#greet(client, unit.greeting)
      else if (unit.messages.at(-1)?.type === 'X') client.wire.end()
      else this.#runUnit(client, unit)
    } catch (error) {
      this.#fail(client, error)
    }
    this.#afterUnit(client)
  }

  #greet(client: Client, request: StartupRequest): void {
    const session = createClientSession(client.id, request.user, request.settings)
    const refusal = greet(this.#engine, this.#keeper, session, request.database, (bytes) => client.wire.write(bytes))
    if (refusal) {
      client.wire.end(refusal)
      return
    }
    client.session = session
    const key = Buffer.alloc(8)
    key.writeInt32BE(client.id, 0)
    key.writeInt32BE(client.secret, 4)
    client.wire.write(Buffer.concat([frame('K', key), readyForQuery('I')]))
  }

  #runUnit(client: Client, unit: Unit): void {
    const { session } = client
    const last = unit.messages.at(-1)
    if (!session || !last) return
    if (unit.cancelled && this.#holder !== client) {
      this.#answerCancelled(client, last)
      return
    }
    if (!isHolding(session)) this.#keeper.activate(session)
    const traits = this.#runner.begin(session, unit.messages)
    if (traits.some((trait) => trait.copiesIn) && session.status !== 'E') {
      this.#continueCopy(client, new CopyInRun(this.#engine, this.#runner, session, unit.messages))
      return
    }
    const output = this.#outputOf(client)
    for (const message of unit.messages) this.#runner.runMessage(session, message, output)
    this.#runner.end(session, last, output)
    output.flush()
  }

  #continueCopy(client: Client, copy: CopyInRun): void {
    const { session } = client
    if (!session || client.wire.closed) return
    const output = this.#outputOf(client)
    if (copy.attempt(output)) client.copy = copy
    else {
      const last = copy.messages.at(-1)
      if (last) this.#runner.end(session, last, output)
    }
    output.flush()
    this.#afterUnit(client)
  }

  /** Who holds the session now, and for how long at most. */
  #afterUnit(client: Client): void {
    const holding = client.session && !client.wire.closed && (client.copy || isHolding(client.session))
    this.#holder = holding ? client : undefined
    this.#restartIdleTimer()
    if (client.overflowed) this.#endOverflowed(client)
    if (client.wire.backlog >= clogged) client.wire.onDrain(() => this.#schedule())
    if (this.#queue.length > 0) this.#schedule()
  }

  #restartIdleTimer(): void {
    clearTimeout(this.#idleTimer)
    const holder = this.#holder
    if (!holder || holder.units.length > 0) return
    this.#idleTimer = setTimeout(() => this.#endIdle(holder), this.#options.idleInTransactionMs)
  }

  #endIdle(client: Client): void {
    const seconds = this.#options.idleInTransactionMs / 1000
    const message = 'terminating connection due to idle-in-transaction timeout'
    const hint = `The local database has one session for all clients: finish a transaction within ${seconds} s.`
    client.wire.end(errorResponse('FATAL', '25P03', message, hint))
  }

  #endOverflowed(client: Client): void {
    const megabytes = this.#options.maxBacklogBytes >> 20
    const message = `The answer is longer than the ${megabytes} MB that wait for a client that does not read`
    client.wire.end(errorResponse('FATAL', '54000', message, 'Read in portions: limit, or a cursor.'))
  }

  /** Answers are gathered and written once a unit, except that long ones go out as they come. */
  #outputOf(client: Client) {
    let pieces: Buffer[] = []
    let bytes = 0
    const flush = () => {
      if (pieces.length > 0) client.wire.write(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces))
      pieces = []
      bytes = 0
    }
    const send = (piece: Buffer) => {
      if (client.overflowed) return
      pieces.push(piece)
      bytes += piece.length
      if (bytes > 1 << 20) flush()
      if (client.wire.backlog > this.#options.maxBacklogBytes) client.overflowed = true
    }
    const notify = (notification: Notification) => this.#notify(client, notification, send)
    return { send, notify, flush }
  }

  /** To exactly those who listen; the sender gets its own among its answers, before ReadyForQuery. */
  #notify(sender: Client, { channel, payload }: Notification, sendToSender: (bytes: Buffer) => void): void {
    const processId = Buffer.alloc(4)
    processId.writeInt32BE(sender.id)
    const message = frame('A', processId, channel, payload)
    for (const client of this.#clients.values()) {
      if (!client.session?.channels.has(channel)) continue
      if (client === sender) sendToSender(message)
      else client.wire.write(message)
    }
  }

  /** A running statement cannot be interrupted: the engine has no second thread. One that waits can. */
  #cancel(processId: number, secret: number): void {
    const client = this.#clients.get(processId)
    const unit = client?.units[0]
    if (!client || !unit || client.secret !== secret || unit.greeting) return
    unit.cancelled = true
  }

  #answerCancelled(client: Client, last: Frame): void {
    client.wire.write(errorResponse('ERROR', '57014', 'canceling statement due to user request'))
    if (endsWithReady(last.type)) client.wire.write(readyForQuery('I'))
  }

  #drop(client: Client): void {
    this.#clients.delete(client.id)
    this.#queue = this.#queue.filter((other) => other !== client)
    client.units = []
    client.copy = undefined
    const { session } = client
    if (!session) return
    try {
      if (this.#holder === client || isHolding(session)) this.#rollBack(session)
      this.#keeper.forget(session)
    } catch (error) {
      this.#die(error)
    }
    if (this.#holder === client) this.#holder = undefined
    clearTimeout(this.#idleTimer)
    this.#restartIdleTimer()
    this.#schedule()
  }

  #rollBack(session: ClientSession): void {
    this.#engine.run(frame('S'), () => {})
    if (session.status !== 'I') this.#engine.query('rollback')
    session.status = 'I'
    session.unsynced = false
    if (session.pending.listening) this.#keeper.listenForEverybody()
  }

  #fail(client: Client, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error)
    if (error instanceof EngineDied) this.#die(error)
    else client.wire.end(errorResponse('FATAL', 'XX000', message))
  }

  #die(error: unknown): void {
    this.close()
    this.#options.onDeath(error instanceof Error ? error : new Error(String(error)))
  }
}
