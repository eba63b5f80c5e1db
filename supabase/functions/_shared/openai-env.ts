import { z } from 'zod'

/** Settings of the speech provider. Any server that speaks OpenAI's GA protocol will do. */
export const openaiEnv = z.object({
  /** Goes to the provider and nowhere else. */
  OPENAI_API_KEY: z.string('is missing'),
  OPENAI_BASE_URL: z.url().default('https://api.openai.com/v1'),
  /** WebSocket address of the Realtime API, without a query. */
  OPENAI_REALTIME_URL: z.url({ protocol: /^wss?$/ }).default('wss://api.openai.com/v1/realtime'),
  OPENAI_REALTIME_MODEL: z.string().default('gpt-realtime-2.1'),
  OPENAI_TRANSCRIPTION_MODEL: z.string().default('gpt-transcribe'),
})
export type OpenaiEnv = z.infer<typeof openaiEnv>
