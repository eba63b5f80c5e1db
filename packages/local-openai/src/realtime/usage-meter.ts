import type { RealtimeFunctionTool, RealtimeResponseUsage } from 'openai/resources/realtime/realtime'
import type { Entry } from './conversation.ts'
import { assistantAudioTokens, textTokens, userAudioTokens } from './estimate-tokens.ts'
import { itemText } from './item-text.ts'

type Tokens = { text: number; audio: number }

/** What a response was made from. */
export type ResponseInput = { instructions: string; tools: RealtimeFunctionTool[]; entries: readonly Entry[] }

/**
 * Counts a session's tokens by OpenAI's published rules for audio and an estimate for text. What an earlier response
 * already read, unchanged and from the start, counts as cached.
 */
export class UsageMeter {
  #previous: Array<{ key: string; tokens: Tokens }> = []

  /** The usage of a response. `output` is what it generated. */
  measure(input: ResponseInput, output: Tokens): RealtimeResponseUsage {
    const parts = partsOf(input)
    const cached = sum(commonPrefix(this.#previous, parts))
    const total = sum(parts)
    this.#previous = parts
    return {
      total_tokens: total.text + total.audio + output.text + output.audio,
      input_tokens: total.text + total.audio,
      output_tokens: output.text + output.audio,
      input_token_details: {
        text_tokens: total.text,
        audio_tokens: total.audio,
        image_tokens: 0,
        cached_tokens: cached.text + cached.audio,
        cached_tokens_details: { text_tokens: cached.text, audio_tokens: cached.audio, image_tokens: 0 },
      },
      output_token_details: { text_tokens: output.text, audio_tokens: output.audio },
    }
  }
}

function partsOf({ instructions, tools, entries }: ResponseInput): Array<{ key: string; tokens: Tokens }> {
  const setup = instructions + (tools.length === 0 ? '' : JSON.stringify(tools))
  return [
    { key: setup, tokens: { text: textTokens(setup), audio: 0 } },
    ...entries.map((entry) => ({ key: `${entry.item.id}:${entry.audioMs}`, tokens: entryTokens(entry) })),
  ]
}

/** The model hears a user's speech itself: its transcript costs nothing here. */
function entryTokens({ item, audioMs }: Entry): Tokens {
  if (item.type === 'message' && item.role === 'user' && audioMs > 0)
    return { text: 0, audio: userAudioTokens(audioMs) }
  const audio = assistantAudioTokens(audioMs)
  return { text: textTokens(itemText(item)), audio }
}

function commonPrefix<Part extends { key: string }>(previous: Part[], current: Part[]): Part[] {
  const differs = current.findIndex((part, index) => part.key !== previous[index]?.key)
  return differs < 0 ? current : current.slice(0, differs)
}

function sum(parts: Array<{ tokens: Tokens }>): Tokens {
  return parts.reduce((all, { tokens }) => ({ text: all.text + tokens.text, audio: all.audio + tokens.audio }), {
    text: 0,
    audio: 0,
  })
}
