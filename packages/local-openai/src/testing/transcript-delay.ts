import type { Script } from './script.ts'

/** How much later a script wants a transcript's events, in milliseconds. */
export function transcriptDelay({ transcriptionDelayMs = 0 }: Script): (transcript: string) => number {
  return typeof transcriptionDelayMs === 'number' ? () => transcriptionDelayMs : transcriptionDelayMs
}
