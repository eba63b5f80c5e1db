import { deepStrictEqual as deepEqual } from 'node:assert'
import { agentSession } from '../../_shared/agent-session.ts'
import { mergeSessionUpdate } from './merge-session-update.ts'

const SERVER = agentSession(
  { instructions: 'Be brief.', voice: 'marin', model: null, tools: [{ type: 'mcp', server_url: 'x' }] },
  {
    OPENAI_API_KEY: 'sk-x',
    OPENAI_BASE_URL: 'https://x',
    OPENAI_REALTIME_URL: 'wss://x',
    OPENAI_REALTIME_MODEL: 'gpt-realtime-2.1',
    OPENAI_TRANSCRIPTION_MODEL: 'gpt-transcribe',
  },
)
const merge = (session: Record<string, unknown>) => mergeSessionUpdate(session, SERVER)

Deno.test('hosted tools are never part of a session', () => deepEqual(SERVER.tools, []))

Deno.test('takes turn detection and language, with interruption on unless it is said otherwise', () => {
  const turn_detection = { type: 'semantic_vad', eagerness: 'low' }
  deepEqual(merge({ type: 'realtime', audio: { input: { turn_detection, transcription: { language: 'de' } } } }), {
    session: {
      type: 'realtime',
      audio: {
        input: {
          turn_detection: { ...turn_detection, create_response: true, interrupt_response: true },
          transcription: { language: 'de', model: 'gpt-transcribe' },
        },
      },
    },
    refused: [],
  })
  deepEqual(merge({ audio: { input: { turn_detection: null } } }).session, {
    type: 'realtime',
    audio: { input: { turn_detection: null } },
  })
})

Deno.test('names what it refuses, and keeps still about what only repeats the server', () => {
  const format = { type: 'audio/pcm', rate: 24_000 }
  const { session, refused } = merge({
    type: 'realtime',
    model: 'gpt-realtime-2.1',
    instructions: 'x',
    tracing: 'auto',
    audio: {
      input: { format, transcription: { model: 'whisper-1' }, turn_detection: { type: 'server_vad', threshold: 7 } },
      output: { format, voice: 'cedar', speed: 1.5 },
    },
  })
  deepEqual(session, { type: 'realtime' })
  deepEqual(refused, [
    'instructions',
    'tracing',
    'audio.input.transcription.model',
    'audio.input.turn_detection',
    'audio.output.voice',
    'audio.output.speed',
  ])
})

Deno.test('cannot be led to foreign members by names that look like paths', () => {
  const hostile = JSON.parse('{"audio.input.turn_detection":null,"__proto__":{"x":1},"audio":{"__proto__":{"y":1}}}')
  const { session, refused } = merge(hostile)
  deepEqual(refused, ['__proto__', 'audio.__proto__'])
  deepEqual(Object.keys(session), ['type', 'audio'])
  deepEqual(({} as Record<string, unknown>).x, undefined)
})
