import type { TokenCounts } from '../../_shared/llm/token-counts.ts'

/** What the provider says of a response's tokens, as far as it says anything. */
export type ResponseUsage = {
  input_tokens?: number
  output_tokens?: number
  input_token_details?: {
    audio_tokens?: number
    cached_tokens?: number
    cached_tokens_details?: { audio_tokens?: number }
  }
  output_token_details?: { audio_tokens?: number }
}

/** What the provider says of a transcription: tokens, or the length of what was transcribed. */
export type TranscriptionUsage =
  | { type: 'duration'; seconds: number }
  | ({ type: 'tokens' } & Pick<ResponseUsage, 'input_tokens' | 'output_tokens' | 'input_token_details'>)

/** A second of audio, where transcription is sold by time: prices count tokens of 100 ms. */
const TOKENS_A_SECOND = 10

/** Tokens of a response as the ledger counts them: text and audio apart. What is no audio counts as text. */
export function responseCounts(usage: ResponseUsage): TokenCounts {
  const { input_token_details: input, output_token_details: output } = usage
  const [audioIn, audioOut] = [input?.audio_tokens ?? 0, output?.audio_tokens ?? 0]
  const cachedAudio = Math.min(audioIn, input?.cached_tokens_details?.audio_tokens ?? 0)
  const textIn = Math.max(0, (usage.input_tokens ?? 0) - audioIn)
  return {
    input_tokens: textIn,
    cached_input_tokens: Math.min(textIn, Math.max(0, (input?.cached_tokens ?? 0) - cachedAudio)),
    output_tokens: Math.max(0, (usage.output_tokens ?? 0) - audioOut),
    audio_input_tokens: audioIn,
    cached_audio_input_tokens: cachedAudio,
    audio_output_tokens: audioOut,
  }
}

/** The same of a transcription. */
export function transcriptionCounts(usage: TranscriptionUsage): TokenCounts {
  if (usage.type === 'duration') return { audio_input_tokens: Math.ceil(usage.seconds * TOKENS_A_SECOND) }
  return responseCounts(usage)
}
