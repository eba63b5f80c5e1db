import type { ModelRequest, ModelUsage } from './chat-message.ts'

/**
 * What a request takes, and an answer of so many characters, where nobody counted: rather too much than too little, as a
 * token is three characters and more in most languages.
 */
export function estimateUsage(
  { messages, tools }: Pick<ModelRequest, 'messages' | 'tools'>,
  characters: number,
): ModelUsage {
  const asked = JSON.stringify(messages).length + JSON.stringify(tools).length
  return { inputTokens: Math.ceil(asked / 3), cachedInputTokens: 0, outputTokens: Math.ceil(characters / 3) }
}
