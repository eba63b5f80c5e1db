import { FrameCoalescer } from '@parley/client/frame-coalescer'
import { AUDIO_FORMAT } from '@parley/shared/audio-format'
import { TURN_MS } from './timed-provider.ts'

/** Frames as the browser client makes them, or all of one length in milliseconds. */
export type FramePolicy = 'client' | number

/** A chunk of the client's capture worklet. */
const CHUNK_MS = 50
const SPEECH_LEVEL = 0.1
const SAMPLE = 0x0707

/** What `--frames` names: `client`, or milliseconds. @throws for anything else */
export function framePolicy(text: string): FramePolicy {
  const ms = Number(text)
  if (text === 'client') return text
  if (Number.isInteger(ms) && ms > 0) return ms
  throw new Error(`--frames takes "client" or milliseconds, not "${text}".`)
}

/** The frames of a caller who speaks for the first half of each turn and is silent in the second, without end. */
export function* callerFrames(policy: FramePolicy): Generator<Int16Array, never> {
  if (policy !== 'client') while (true) yield audioOf(policy)
  const coalescer = new FrameCoalescer()
  for (let at = 0; ; at += CHUNK_MS) {
    const frame = coalescer.push(audioOf(CHUNK_MS), at % TURN_MS < TURN_MS / 2 ? SPEECH_LEVEL : 0)
    if (frame) yield frame
  }
}

/** Milliseconds of audio in a frame. */
export function lengthOf(frame: Int16Array): number {
  return (frame.length * 1000) / AUDIO_FORMAT.sampleRate
}

function audioOf(milliseconds: number): Int16Array {
  return new Int16Array((milliseconds * AUDIO_FORMAT.sampleRate) / 1000).fill(SAMPLE)
}
