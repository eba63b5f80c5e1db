import { deepStrictEqual as deepEqual } from 'node:assert'
import { ParleyError } from '@parley/shared/parley-error.ts'
import type { UsedModel } from '../../_shared/llm/record-usage.ts'
import type { ProviderEvent } from '../provider/provider-events.ts'
import { UsageBook } from './usage-book.ts'

const USAGE = {
  total_tokens: 350,
  input_tokens: 300,
  output_tokens: 50,
  input_token_details: {
    text_tokens: 200,
    audio_tokens: 100,
    cached_tokens: 90,
    cached_tokens_details: { text_tokens: 60, audio_tokens: 30 },
  },
  output_token_details: { text_tokens: 20, audio_tokens: 30 },
}
const done = (id: string) => ({ type: 'response.done', response: { id, usage: USAGE } }) as ProviderEvent

function book(record: (used: UsedModel) => Promise<unknown>): UsageBook {
  return new UsageBook({ callId: 'call', model: 'realtime', transcriptionModel: 'transcribe', record })
}

Deno.test('counts text and audio apart, and a transcription by its length', async () => {
  const used: UsedModel[] = []
  const entries = book(async (one) => used.push(one))
  entries.apply(done('resp_1'))
  entries.apply({
    type: 'conversation.item.input_audio_transcription.completed',
    item_id: 'item_1',
    transcript: 'hi',
    usage: { type: 'duration', seconds: 1.23 },
  })
  await entries.flush()
  const of = { source: 'call', reference: 'call' }
  const counts = {
    input_tokens: 200,
    cached_input_tokens: 60,
    output_tokens: 20,
    audio_input_tokens: 100,
    cached_audio_input_tokens: 30,
    audio_output_tokens: 30,
  }
  deepEqual(used, [
    { ...of, idempotencyKey: 'resp_1', model: 'realtime', usage: counts },
    { ...of, idempotencyKey: 'item_1/transcription', model: 'transcribe', usage: { audio_input_tokens: 13 } },
  ])
})

Deno.test('tries again what could not be written, and not what is refused', async () => {
  const asked: string[] = []
  const answers = [new ParleyError('model_without_price'), new ParleyError('internal_error'), null]
  const entries = book(async ({ idempotencyKey }) => {
    asked.push(idempotencyKey)
    const error = answers.shift()
    if (error) throw error
  })
  entries.apply(done('refused'))
  entries.apply(done('late'))
  await entries.flush()
  await entries.close(1000)
  deepEqual(asked, ['refused', 'late', 'late'])
})
