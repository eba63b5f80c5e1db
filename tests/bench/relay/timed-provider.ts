import { startLocalOpenai } from '@parley/local-openai/start-local-openai'
import { readStamp } from './frame-stamp.ts'

/** A caller's turn begins so often, in milliseconds of audio; half of it is speech, then comes the answer. */
export const TURN_MS = 6000
const wordMs = 300
const reply = Array.from({ length: 10 }, (_, index) => `word${index}`).join(' ')

/**
 * The stand-in with scripted turns, in this process, so that its clock is the callers' clock: it notes when each
 * stamped frame came and when each audio delta went.
 */
export async function startTimedProvider(apiKey: string) {
  const received = new Map<string, number>()
  const sent = new Map<string, number>()
  const counts = new Map<string, number>()
  const turns = Array.from({ length: 100 }, (_, index) => ({
    transcript: `turn ${index}`,
    afterMs: index === 0 ? 0 : TURN_MS / 2,
    lengthMs: TURN_MS / 2,
    reply,
  }))
  const provider = await startLocalOpenai({
    port: 0,
    apiKey,
    record: false,
    script: {
      turns,
      wordMs,
      rules: [
        {
          on: 'input_audio_buffer.append',
          where: (event) => {
            const { call, frame } = readStamp(String(event.audio))
            received.set(`${call}:${frame}`, performance.now())
            return false
          },
          do: [],
        },
        {
          after: 'response.output_audio.delta',
          where: (event) => {
            const item = String(event.item_id)
            const count = counts.get(item) ?? 0
            counts.set(item, count + 1)
            sent.set(`${item}:${count}`, performance.now())
            return false
          },
          do: [],
        },
      ],
    },
  })
  return { ...provider, received, sent }
}
export type TimedProvider = Awaited<ReturnType<typeof startTimedProvider>>
