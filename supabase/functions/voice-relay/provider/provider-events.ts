import type { ResponseUsage, TranscriptionUsage } from '../usage/response-counts.ts'

/** An item of a conversation, as far as the transcript reads it. */
export type ConversationItem = {
  id?: string
  type: string
  role?: string
  status?: string
  content?: { type: string; text?: string; transcript?: string | null }[]
  name?: string
  call_id?: string
  arguments?: string
  output?: string
}

type ItemEvent = { item: ConversationItem; previous_item_id?: string | null }

type ProviderSessionObject = {
  /** Epoch seconds. */
  expires_at?: number
  audio?: { input?: { turn_detection?: object | null } }
}

/** The provider's events that the relay reads. Others pass or are dropped by their type alone. */
export type ProviderEvent =
  | ({ type: 'conversation.item.added' | 'conversation.item.done' } & ItemEvent)
  | { type: 'input_audio_buffer.committed'; item_id: string; previous_item_id?: string | null }
  | { type: 'input_audio_buffer.speech_started'; audio_start_ms: number; item_id: string }
  | { type: 'input_audio_buffer.speech_stopped'; audio_end_ms: number; item_id: string }
  | { type: 'conversation.item.deleted'; item_id: string }
  | {
      type: 'conversation.item.input_audio_transcription.completed'
      item_id: string
      transcript: string
      usage?: TranscriptionUsage
    }
  | { type: 'conversation.item.input_audio_transcription.failed'; item_id: string }
  | { type: 'response.output_item.added' | 'response.output_item.done'; item: ConversationItem; response_id?: string }
  | { type: 'response.output_audio.delta'; item_id: string; delta: string }
  | { type: 'response.output_audio_transcript.delta' | 'response.output_text.delta'; item_id: string; delta: string }
  | { type: 'response.output_audio_transcript.done'; item_id: string; transcript: string }
  | { type: 'response.output_text.done'; item_id: string; text: string }
  | { type: 'response.created'; response: { id?: string } }
  | {
      type: 'response.done'
      response: { id?: string; status?: string; output?: ConversationItem[]; usage?: ResponseUsage | null }
    }
  | { type: 'session.created' | 'session.updated'; session: ProviderSessionObject }
  | { type: 'error'; error: { type?: string; code?: string | null; message?: string; event_id?: string | null } }
