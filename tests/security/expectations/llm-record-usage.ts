import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedCall } from '../world/planted-calls.ts'

const call = plantedCall('mia', { live: true })
const of = (reference: string) => () => ({
  p_source: 'call',
  p_reference: reference,
  p_idempotency_key: 'planted',
  p_model: 'gpt-realtime-2.1',
  p_usage: JSON.stringify({ audio_input_tokens: 10 }),
})

export const llmRecordUsage = {
  function: 'public.llm_record_usage(text, uuid, text, text, jsonb)',
  executableBy: ['service_role'],
  calls: [
    {
      says: "of Mia's call",
      args: of(call.id),
      answer: (_, world) => ({ gives: [320], leaves: world.accounts.mia.id }),
      look: () => "select user_id from llm.usage where idempotency_key = 'planted'",
    },
    { says: 'of no call', args: () => of(crypto.randomUUID())(), answer: () => ({ fails: 'usage_invalid' }) },
  ],
} satisfies FunctionExpectation
