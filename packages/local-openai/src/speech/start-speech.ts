import { availableParallelism } from 'node:os'
import { WorkerPool } from '../worker-pool.ts'
import { loadFlite } from './flite.ts'
import { Fvad } from './fvad.ts'
import type { Recognizer } from './recognizer.ts'
import type { Speaker, Speech } from './speaker.ts'
import type { SpeechJob } from './speech-job.ts'
import type { TurnDetector } from './turn-detector.ts'
import { VoiceTurnDetector } from './voice-turn-detector.ts'

/** The real ears and mouth. */
export type SpeechEngines = {
  recognizer: Recognizer
  speak: Speaker
  createTurnDetector(): TurnDetector
  stop(): Promise<void>
}

/** Each worker holds an acoustic model: some 100 MB. */
const MAX_WORKERS = 2

/**
 * Starts the worker threads for recognition and speech, and loads voice activity detection. When it resolves, the first
 * worker is ready and warm.
 */
export async function startSpeech(): Promise<SpeechEngines> {
  const [flite, fvad] = await Promise.all([loadFlite(), Fvad.load()])
  const size = Math.min(MAX_WORKERS, availableParallelism())
  const pool = await WorkerPool.start<SpeechJob>(new URL('./speech-worker.ts', import.meta.url), size, { flite })
  let prepared = ''
  return {
    recognizer: {
      recognize: (samples, { texts }) => pool.run<string>({ kind: 'recognize', samples, texts }),
      prepare: ({ texts }) => {
        const key = texts.join('\n')
        if (key === prepared) return
        prepared = key
        // Failing to prepare is no loss: recognition prepares for itself.
        pool.runOnAll({ kind: 'prepare', texts }).catch(() => {})
      },
    },
    speak: (text, { voice, speed }) => pool.run<Speech>({ kind: 'speak', text, voice, speed }),
    createTurnDetector: () => new VoiceTurnDetector(fvad),
    stop: () => pool.stop(),
  }
}
