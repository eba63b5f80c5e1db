import { deepStrictEqual as same, throws } from 'node:assert'
import { AnswerBuilder } from './answer-builder.ts'
import { type ChatChunk, chatChunk } from './chat-chunk.ts'

const request = {
  model: 'm',
  messages: [{ role: 'user' as const, content: 'x'.repeat(300) }],
  tools: [],
  maxOutputTokens: null,
}
const delta = (value: unknown, finish_reason: string | null = null): ChatChunk =>
  chatChunk.parse({ choices: [{ index: 0, delta: value, finish_reason }] })

Deno.test('calls are put together from their pieces, whichever way a provider numbers them', () => {
  const builder = new AnswerBuilder()
  builder.take(delta({ role: 'assistant', content: null }))
  builder.take(delta({ tool_calls: [{ index: 1, id: 'b', function: { name: 'two', arguments: '' } }] }))
  builder.take(delta({ tool_calls: [{ index: 0, id: 'a', function: { name: 'one', arguments: '{"x"' } }] }))
  builder.take(delta({ tool_calls: [{ index: 0, function: { arguments: ':1}' } }] }))
  same(builder.isFinished, false)
  builder.take(delta({}, 'tool_calls'))
  builder.take(chatChunk.parse({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 4 } }))
  same(builder.isFinished, true)
  same(builder.answer(request), {
    text: '',
    toolCalls: [
      { id: 'a', name: 'one', arguments: '{"x":1}' },
      { id: 'b', name: 'two', arguments: '' },
    ],
    usage: { inputTokens: 9, cachedInputTokens: 0, outputTokens: 4 },
  })
  const whole = new AnswerBuilder()
  whole.take(
    delta({ tool_calls: [{ function: { name: 'one', arguments: '{}' } }, { function: { name: 'two' } }] }, 'stop'),
  )
  same(
    whole.answer(request).toolCalls.map(({ name }) => name),
    ['one', 'two'],
  )
})

Deno.test('what nobody counted is estimated, what the database cannot store is left out, what does not end is broken off', () => {
  const builder = new AnswerBuilder()
  same(builder.take(delta({ content: 'a\u0000b' })), 'ab')
  same(builder.answer(request).usage.inputTokens > 100, true)
  throws(() => builder.take(delta({ content: 'x'.repeat(400_000) })), { code: 'model_answer_malformed' })
  throws(() => builder.take(chatChunk.parse({ error: { code: 'insufficient_quota' } })), {
    code: 'model_quota_exceeded',
  })
})
