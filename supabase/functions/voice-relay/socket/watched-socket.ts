import { SlowReaderWatch } from './slow-reader-watch.ts'

const SAMPLE_EVERY_MS = 2000

/** One end of the relay: sends while it can, counts what it sends, and tells when the other side stops reading. */
export class WatchedSocket {
  #socket: WebSocket
  #sent = 0
  #watch: SlowReaderWatch
  #timer: ReturnType<typeof setInterval>

  constructor(socket: WebSocket, options: { slowAfterMs: number; onSlow: () => void }) {
    this.#socket = socket
    this.#watch = new SlowReaderWatch(options.slowAfterMs)
    this.#timer = setInterval(() => {
      if (this.#watch.sample(this.#sent, socket.bufferedAmount, Date.now())) options.onSlow()
    }, SAMPLE_EVERY_MS)
  }

  get open(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  /** A frame as it is. After the socket has closed, nothing happens. */
  send(frame: string): void {
    if (!this.open) return
    this.#sent += frame.length
    this.#socket.send(frame)
  }

  sendJson(event: object): void {
    this.send(JSON.stringify(event))
  }

  close(code: number, reason = ''): void {
    clearInterval(this.#timer)
    if (this.#socket.readyState < WebSocket.CLOSING) this.#socket.close(code, reason)
  }
}
