import { monitorEventLoopDelay } from 'node:perf_hooks'
import { startSpeech } from '../speech/start-speech.ts'
import { synthesizeSpeech } from '../speech/synthesize-speech.ts'
import { startLocalOpenai } from '../start-local-openai.ts'
import { RealtimeTestClient } from './realtime-test-client.ts'
import { wordErrorRate } from './word-error-rate.ts'

/**
 * Measures the stand-in on this machine and prints a table: `node src/testing/measure-voice.ts`. The caller is flite's
 * voice `rms`, spoken in real time, so the word error rate is that of clear synthetic speech and no more.
 */
const INSTRUCTIONS = `You are Mia, the assistant of the Parley Bistro. We are open from Tuesday to Sunday.
The kitchen closes at 22 o'clock. Dogs are welcome on the terrace. Refunds are paid within 14 days.
The menu costs 24 euros. There is parking behind the house. We accept cash and cards.`

const QUESTIONS = [
  'When does the kitchen close?',
  'Are dogs welcome on the terrace?',
  'How long do refunds take?',
  'How much is the menu?',
  'Is there parking behind the house?',
  'Can I pay with cash?',
  'What is twelve plus thirty?',
  'My name is Sarah.',
  'What is my name?',
  'What can you do for me?',
]

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const rows: Array<[string, string]> = []

const bootedAt = performance.now()
const openai = await startLocalOpenai({ port: 0, apiKey: 'sk-measure' })
rows.push(['boot, ready for a call', `${Math.round(performance.now() - bootedAt)} ms`])

const questions = await Promise.all(QUESTIONS.map((question) => synthesizeSpeech(question)))
const { heard, latencies, loopDelay } = await measureCall()
rows.push(['end of speech → first audio, with 500 ms of VAD silence (median)', `${Math.round(median(latencies))} ms`])
rows.push(['word error rate', `${(wordErrorRate(QUESTIONS.join(' '), heard.join(' ')) * 100).toFixed(1)} %`])
rows.push(['longest stall of the event loop', `${Math.round(loopDelay)} ms`])
rows.push([
  'memory (resident, this process with everything in it)',
  `${Math.round(process.memoryUsage.rss() / 1e6)} MB`,
])
await openai.stop()

const { recognition, speech } = await measureEngines()
rows.push(['recognition of one question (median)', `${Math.round(median(recognition))} ms`])
rows.push(['speech for one answer (median)', `${Math.round(median(speech))} ms`])
console.table(Object.fromEntries(rows))

async function measureCall() {
  const caller = await RealtimeTestClient.connect(`${openai.realtimeUrl}?model=m`, 'sk-measure')
  const audio = { input: { transcription: { model: 'gpt-transcribe' } } }
  caller.send({ type: 'session.update', session: { type: 'realtime', instructions: INSTRUCTIONS, audio } })
  await caller.next('session.updated')
  const loop = monitorEventLoopDelay({ resolution: 5 })
  loop.enable()
  const heard: string[] = []
  const latencies: number[] = []
  for (const question of questions) {
    await caller.speak(question, { frameMs: 20, speedup: 1 })
    const endedAt = performance.now()
    const silence = caller.speak(new Int16Array(24 * 1500), { frameMs: 20, speedup: 1 })
    await caller.next('response.output_audio.delta')
    latencies.push(performance.now() - endedAt)
    heard.push((await caller.next('conversation.item.input_audio_transcription.completed')).transcript)
    await silence
    await caller.next('response.done')
    caller.events.splice(0)
  }
  loop.disable()
  caller.close()
  return { heard, latencies, loopDelay: loop.max / 1e6 }
}

async function measureEngines() {
  const engines = await startSpeech()
  const timed = async (work: () => Promise<unknown>) => {
    const startedAt = performance.now()
    await work()
    return performance.now() - startedAt
  }
  const hints = { texts: [INSTRUCTIONS] }
  await Promise.all([1, 2].map(() => engines.recognizer.recognize(new Int16Array(24_000), hints)))
  const recognition: number[] = []
  const speech: number[] = []
  for (const [index, question] of questions.entries()) {
    recognition.push(await timed(() => engines.recognizer.recognize(question, hints)))
    const answer = INSTRUCTIONS.split('. ')[index % 5] ?? ''
    speech.push(await timed(() => engines.speak(answer, { voice: 'marin', speed: 1 })))
  }
  await engines.stop()
  return { recognition, speech }
}
