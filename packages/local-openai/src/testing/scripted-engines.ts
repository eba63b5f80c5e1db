import type { Brain, BrainAnswer, BrainTurn } from '../brain/brain.ts'
import { msToSamples } from '../realtime/audio-time.ts'
import type { Engines } from '../realtime/engines.ts'
import type { Speaker } from '../speech/speaker.ts'
import type { Script, ScriptedTurn } from './script.ts'
import { ScriptedTurnDetector } from './scripted-turn-detector.ts'

/**
 * Engines for one session that hear what the script says and answer what it says: no speech is analysed, no thread is
 * started, and the same audio always gives the same events.
 */
export function createScriptedEngines(script: Script): Engines {
  const turns = script.turns ?? []
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
    think: script.answer ?? scriptedBrain(turns),
    speak: scriptedSpeaker(script.wordMs ?? 300),
  }
}

function scriptedBrain(turns: ScriptedTurn[]): Brain {
  const replies = new Map(turns.map((turn) => [turn.transcript ?? '', turn.reply]))
  return ({ turns: said }) => {
    const last = said.findLast((turn) => turn.role === 'user' || turn.role === 'tool')
    const reply = last?.role === 'user' ? replies.get(last.text) : undefined
    if (reply === undefined) return { text: defaultReply(last) }
    return typeof reply === 'string' ? { text: reply } : (reply satisfies BrainAnswer)
  }
}

function defaultReply(turn: BrainTurn | undefined): string {
  if (turn?.role === 'user') return `I heard: ${turn.text}`
  return turn?.role === 'tool' ? `The tool answered: ${turn.output}` : 'Hello.'
}

/** A soft tone, whose pitch changes with each word. */
function scriptedSpeaker(wordMs: number): Speaker {
  return async (text) => {
    const words = (text.match(/\s*\S+/g) ?? []).map((word, index) => ({ text: word, startMs: index * wordMs }))
    const samples = new Int16Array(msToSamples(words.length * wordMs))
    const perWord = msToSamples(wordMs)
    for (let index = 0; index < samples.length; index++) {
      const hertz = 220 + 40 * (Math.floor(index / perWord) % 8)
      samples[index] = Math.round(6000 * Math.sin((2 * Math.PI * hertz * index) / 24_000))
    }
    return { samples, words }
  }
}
