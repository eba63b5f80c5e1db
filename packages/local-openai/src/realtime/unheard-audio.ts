import type { RealtimeConversationItemUserMessage } from 'openai/resources/realtime/realtime'

/**
 * The content of a user's speech that is not transcribed yet. On the wire its transcript is `null`, which OpenAI's type
 * does not show and clients rely on.
 */
export function unheardAudio(): RealtimeConversationItemUserMessage.Content {
  return { type: 'input_audio', transcript: null } as unknown as RealtimeConversationItemUserMessage.Content
}
