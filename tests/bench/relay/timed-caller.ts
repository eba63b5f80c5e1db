import { WebSocket } from 'ws'
import { callerFrames, type FramePolicy, lengthOf } from './caller-frames.ts'
import { stampFrame } from './frame-stamp.ts'
import type { TimedProvider } from './timed-provider.ts'
import { TURN_MS } from './timed-provider.ts'

export type CallerOptions = {
  /** Distinguishes the caller's frames from all others of the run. */
  call: number
  url: string
  protocols: string[]
  frames: FramePolicy
  /** Sent first; a caller of the relay leaves it to the relay. */
  opening?: string
}

/** What one caller measured, in milliseconds. */
export type CallerSamples = { up: number[]; down: number[]; turn: number[] }

/** A caller that speaks in real time, in frames of one policy, and notes when each audio delta comes. */
export class TimedCaller {
  readonly samples: CallerSamples = { up: [], down: [], turn: [] }
  readonly #options: CallerOptions
  readonly #provider: TimedProvider
  readonly #socket: WebSocket
  readonly #sentAt = new Map<number, number>()
  readonly #deltas = new Map<string, number>()
  readonly #frames: Generator<Int16Array, never>
  #frame = 0
  #spokenMs = 0
  #startedAt = 0
  #timer: NodeJS.Timeout | undefined
  #measuring = false

  private constructor(socket: WebSocket, options: CallerOptions, provider: TimedProvider) {
    this.#socket = socket
    this.#options = options
    this.#provider = provider
    this.#frames = callerFrames(options.frames)
    socket.on('message', (data) => this.#receive(String(data)))
  }

  /** Connects and waits until the session stands. */
  static connect(options: CallerOptions, provider: TimedProvider): Promise<TimedCaller> {
    const socket = new WebSocket(options.url, options.protocols)
    const caller = new TimedCaller(socket, options, provider)
    return new Promise((resolve, reject) => {
      socket.once('error', reject)
      socket.once('open', () => options.opening && socket.send(options.opening))
      socket.on('message', (data) => {
        if (String(data).includes('"session.updated"') || String(data).includes('"relay.session"')) resolve(caller)
      })
      socket.once('close', (code, reason) => reject(new Error(`closed with ${code} ${reason}`)))
    })
  }

  /** Starts to speak. Call it for all callers of a run at scattered times, so that they do not march in step. */
  speak(): void {
    this.#startedAt = performance.now()
    this.#sendNext()
  }

  /** From now on samples count: connections are warm. */
  measure(): void {
    this.#measuring = true
  }

  /** Hangs up and settles the samples of frames that have arrived. */
  end(): void {
    clearTimeout(this.#timer)
    for (const [frame, sentAt] of this.#sentAt) {
      const receivedAt = this.#provider.received.get(`${this.#options.call}:${frame}`)
      if (receivedAt !== undefined) this.samples.up.push(receivedAt - sentAt)
    }
    this.#socket.removeAllListeners('close')
    this.#socket.terminate()
  }

  /** A frame leaves when its last sample has been spoken. */
  #sendNext(): void {
    const samples = this.#frames.next().value
    this.#spokenMs += lengthOf(samples)
    const dueInMs = this.#startedAt + this.#spokenMs - performance.now()
    this.#timer = setTimeout(
      () => {
        this.#send(samples)
        this.#sendNext()
      },
      Math.max(0, dueInMs),
    )
  }

  #send(samples: Int16Array): void {
    const frame = this.#frame++
    const audio = stampFrame({ call: this.#options.call, frame }, samples)
    if (this.#measuring) this.#sentAt.set(frame, performance.now())
    this.#socket.send(`{"type":"input_audio_buffer.append","audio":"${audio}"}`)
  }

  #receive(text: string): void {
    if (!this.#measuring || !text.includes('"response.output_audio.delta"')) return
    const item = /"item_id":"([^"]+)"/.exec(text.slice(0, 400))?.[1] ?? /"item_id":"([^"]+)"/.exec(text)?.[1] ?? ''
    const count = this.#deltas.get(item) ?? 0
    this.#deltas.set(item, count + 1)
    const now = performance.now()
    const sentAt = this.#provider.sent.get(`${item}:${count}`)
    // The provider notes the time just after it has sent, so that a delta can seem to arrive before it left.
    if (sentAt !== undefined) this.samples.down.push(Math.max(0, now - sentAt))
    if (count === 0) this.samples.turn.push(this.#sinceSpeechEnd(now))
  }

  /** Milliseconds from the moment when the caller's speech ended to now. */
  #sinceSpeechEnd(now: number): number {
    return (now - this.#startedAt + TURN_MS / 2) % TURN_MS
  }
}
