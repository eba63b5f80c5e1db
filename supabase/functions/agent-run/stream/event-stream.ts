/** Written so often, so that neither end nor anything between takes the connection for dead. */
const HEARTBEAT_MS = 10_000
/** Bytes that wait for a reader. One that is slower than that reads the rows when it comes back. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024
/** What a reader waits before it asks for the rest. */
const RECONNECT_MS = 500

/** Server-sent events to one reader. */
export class EventStream {
  readonly #gone = new AbortController()
  readonly #left = Promise.withResolvers<void>()
  readonly #encoder = new TextEncoder()
  readonly body: ReadableStream<Uint8Array>
  #controller!: ReadableStreamDefaultController<Uint8Array>
  #heartbeat: number

  constructor() {
    this.body = new ReadableStream(
      {
        start: (controller) => {
          this.#controller = controller
        },
        cancel: () => this.#leave(),
      },
      { highWaterMark: MAX_WAITING_BYTES, size: (chunk) => chunk?.byteLength ?? 0 },
    )
    this.#heartbeat = setInterval(() => this.write(': alive\n\n'), HEARTBEAT_MS)
    this.write(`retry: ${RECONNECT_MS}\n\n`)
  }

  /** Aborted when the reader has gone, or was closed. */
  get gone(): AbortSignal {
    return this.#gone.signal
  }

  /** Settled when the reader has gone, or was closed. */
  get left(): Promise<void> {
    return this.#left.promise
  }

  write(text: string): void {
    if (this.gone.aborted) return
    this.#controller.enqueue(this.#encoder.encode(text))
    if ((this.#controller.desiredSize ?? 0) < 0) this.close()
  }

  /** Ends the stream. Unless `run.done` was written, the reader is to come back with the last id that it has. */
  close(): void {
    if (this.gone.aborted) return
    this.#leave()
    this.#controller.close()
  }

  #leave(): void {
    clearInterval(this.#heartbeat)
    this.#gone.abort()
    this.#left.resolve()
  }
}
