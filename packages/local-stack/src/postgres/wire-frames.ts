/** One protocol message: its type letter, its body without type and length, and all of its bytes. */
export type Frame = { type: string; body: Buffer; bytes: Buffer }

/** A message of the given type; strings are written with their closing zero byte. */
export function frame(type: string, ...parts: (string | Buffer)[]): Buffer {
  const bodies = parts.map((part) => (typeof part === 'string' ? Buffer.from(`${part}\0`) : part))
  const length = bodies.reduce((sum, part) => sum + part.length, 4)
  const head = Buffer.alloc(5)
  head.write(type, 0, 'latin1')
  head.writeInt32BE(length, 1)
  return Buffer.concat([head, ...bodies], length + 1)
}

/** Cuts bytes into whole messages; bytes after the last whole one are ignored. */
export function* splitFrames(bytes: Buffer): Generator<Frame> {
  let at = 0
  while (at + 5 <= bytes.length) {
    const end = at + 1 + bytes.readInt32BE(at + 1)
    if (end > bytes.length || end < at + 5) return
    yield {
      type: String.fromCharCode(bytes[at] ?? 0),
      body: bytes.subarray(at + 5, end),
      bytes: bytes.subarray(at, end),
    }
    at = end
  }
}

/** The zero-terminated string at an offset, and where the next field starts. Throws when it is not closed. */
export function readString(body: Buffer, at: number): { text: string; next: number } {
  const end = body.indexOf(0, at)
  if (end < 0) throw new Error('A string in a protocol message is not terminated')
  return { text: body.toString('utf8', at, end), next: end + 1 }
}

/** ReadyForQuery: I idle, T in a transaction, E in a failed one. */
export function readyForQuery(status: TransactionStatus): Buffer {
  return frame('Z', Buffer.from(status))
}

export type TransactionStatus = 'I' | 'T' | 'E'

/** ErrorResponse with an SQLSTATE; FATAL means that the server closes the connection after it. */
export function errorResponse(severity: 'ERROR' | 'FATAL', code: string, message: string, hint?: string): Buffer {
  const fields = [`S${severity}`, `V${severity}`, `C${code}`, `M${message}`]
  if (hint) fields.push(`H${hint}`)
  return frame('E', ...fields, Buffer.from([0]))
}

/** The human part of an ErrorResponse's body. */
export function readErrorMessage(body: Buffer): string {
  let at = 0
  while (at < body.length && body[at] !== 0) {
    const { text, next } = readString(body, at)
    if (text.startsWith('M')) return text.slice(1)
    at = next
  }
  return 'unknown error'
}
