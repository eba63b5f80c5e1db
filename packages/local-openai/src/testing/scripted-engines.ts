import type { Engines } from '../realtime/engines.ts'
import type { Script } from './script.ts'
import { scriptedBrain } from './scripted-brain.ts'
import { scriptedSpeaker } from './scripted-speaker.ts'
import { ScriptedTurnDetector } from './scripted-turn-detector.ts'
import { transcriptDelay } from './transcript-delay.ts'

/**
 * Engines for one session that hear what the script says and answer what it says: no speech is analysed, no thread is
 * started, and the same audio always gives the same events.
 */
export function createScriptedEngines(script: Script): Engines {
  const turns = script.turns ?? []
  const replies = new Map(turns.map((turn) => [turn.transcript ?? '', turn.reply]))
  let committed = 0
  return {
    createTurnDetector: () => new ScriptedTurnDetector(turns),
    recognizer: {
      prepare: () => {},
      recognize: async () => {
        const transcript = turns[committed++]?.transcript
        if (transcript === null) throw new Error('The script lets this recognition fail.')
        return transcript ?? ''
      },
    },
    think: script.answer ?? scriptedBrain((text) => replies.get(text)),
    speak: scriptedSpeaker(script.wordMs),
    transcriptDelayMs: transcriptDelay(script),
  }
}
