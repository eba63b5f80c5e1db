/** Who sent a frame, and which: written into its first samples, so that the provider's side can tell. */
export type FrameStamp = { call: number; frame: number }

const stampBytes = 8

/** A frame of silence-like audio of `frameMs` at 24 kHz that carries a stamp, as base64. */
export function stampFrame(stamp: FrameStamp, frameMs: number): string {
  const bytes = Buffer.alloc(frameMs * 48, 7)
  bytes.writeUInt32LE(stamp.call, 0)
  bytes.writeUInt32LE(stamp.frame, 4)
  return bytes.toString('base64')
}

/** Reads the stamp of a frame without decoding the rest. */
export function readStamp(audio: string): FrameStamp {
  const bytes = Buffer.from(audio.slice(0, 12), 'base64')
  if (bytes.length < stampBytes) throw new Error('The frame carries no stamp.')
  return { call: bytes.readUInt32LE(0), frame: bytes.readUInt32LE(4) }
}
