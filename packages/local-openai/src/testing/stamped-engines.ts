import type { Engines } from '../realtime/engines.ts'
import { readStamps } from './read-stamps.ts'
import type { Script } from './script.ts'
import { scriptedBrain } from './scripted-brain.ts'
import { scriptedSpeaker } from './scripted-speaker.ts'
import { StampedTurnDetector } from './stamped-turn-detector.ts'
import { StampedUtterances } from './stamped-utterances.ts'
import { transcriptDelay } from './transcript-delay.ts'

const SILENCE_MS = 300

/**
 * Engines for one session that hear stamped speech: which utterances were committed, and whether each came whole, once
 * and in order. They hold nothing from turn to turn, so any number of sessions hear and answer alike.
 */
export function createStampedEngines(script: Script): Engines {
  const utterances = new StampedUtterances(script.utterances)
  return {
    createTurnDetector: () => new StampedTurnDetector(script.silenceMs ?? SILENCE_MS),
    recognizer: {
      prepare: () => {},
      recognize: async (samples) => utterances.transcribe(readStamps(samples)),
    },
    think: script.answer ?? scriptedBrain((text) => utterances.replyTo(text)),
    speak: scriptedSpeaker(script.wordMs),
    transcriptDelayMs: transcriptDelay(script),
  }
}
