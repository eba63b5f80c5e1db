/** The most that a client may say before the relay is ready for it, in characters: some 20 seconds of audio. */
const MAX_WAITING_CHARS = 1_500_000

export type Frame = string | ArrayBuffer

/**
 * Takes a socket's frames from its first moment, and keeps them until somebody asks: nothing that a client says while
 * it is being admitted, or while the provider is being reached, is lost.
 */
export class FrameInbox {
  #waiting: Frame[] = []
  #chars = 0
  #deliver: ((frame: Frame) => void) | null = null
  #overflow: () => void

  constructor(socket: WebSocket, onOverflow: () => void) {
    this.#overflow = onOverflow
    socket.binaryType = 'arraybuffer'
    socket.onmessage = ({ data }) => this.#take(data)
  }

  /** Hands over what waits, then every frame as it comes. Null: from now on they wait again. */
  deliverTo(handler: ((frame: Frame) => void) | null): void {
    this.#deliver = handler
    while (this.#deliver !== null) {
      const frame = this.#waiting.shift()
      if (frame === undefined) break
      this.#chars -= sizeOf(frame)
      this.#deliver(frame)
    }
  }

  #take(frame: Frame): void {
    if (this.#deliver !== null) {
      this.#deliver(frame)
      return
    }
    this.#chars += sizeOf(frame)
    if (this.#chars > MAX_WAITING_CHARS) {
      this.#overflow()
      return
    }
    this.#waiting.push(frame)
  }
}

function sizeOf(frame: Frame): number {
  return typeof frame === 'string' ? frame.length : frame.byteLength
}
