import { strictEqual as equal, throws } from 'node:assert'
import { z } from 'zod'
import { openaiEnv } from './openai-env.ts'
import { readEnv } from './read-env.ts'

Deno.test('names what is missing for the log, and nothing for the caller', () => {
  Deno.env.delete('PARLEY_TEST_SETTING')
  throws(
    () => readEnv(z.object({ PARLEY_TEST_SETTING: z.string('is missing') })),
    (error: Error & { code: string; toJSON(): unknown }) =>
      error.code === 'server_misconfigured' &&
      String((error.cause as Error).message).includes('PARLEY_TEST_SETTING: is missing') &&
      !JSON.stringify(error).includes('PARLEY_TEST_SETTING'),
  )
})

Deno.test('takes an empty variable for a missing one', () => {
  Deno.env.set('OPENAI_API_KEY', 'sk-test')
  Deno.env.set('OPENAI_REALTIME_URL', '')
  Deno.env.delete('OPENAI_REALTIME_MODEL')
  const env = readEnv(openaiEnv)
  equal(env.OPENAI_REALTIME_URL, 'wss://api.openai.com/v1/realtime')
  equal(env.OPENAI_REALTIME_MODEL, 'gpt-realtime-2.1')
})
