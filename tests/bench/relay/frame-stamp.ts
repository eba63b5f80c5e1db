/** Who sent a frame, and which: written into its first samples, so that the provider's side can tell. */
export type FrameStamp = { call: number; frame: number }

const stampBytes = 8

/** Writes a stamp over a frame's first samples, and gives the frame as base64. */
export function stampFrame(stamp: FrameStamp, samples: Int16Array): string {
  const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
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
