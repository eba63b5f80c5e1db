import { clientAudioStart, clientCallEnd, clientHandOver, clientTakeOver } from '@parley/shared/relay-events.ts'
import { z } from 'zod'

const eventId = { event_id: z.string().max(512).optional() }
const itemId = z.string().regex(/^[\w-]{1,64}$/)

const userText = z.strictObject({
  id: itemId.optional(),
  type: z.literal('message'),
  role: z.literal('user'),
  object: z.literal('realtime.item').optional(),
  status: z.enum(['completed', 'incomplete', 'in_progress']).optional(),
  content: z.array(z.strictObject({ type: z.literal('input_text'), text: z.string() })).min(1),
})

const functionCallOutput = z.strictObject({
  id: itemId.optional(),
  type: z.literal('function_call_output'),
  object: z.literal('realtime.item').optional(),
  status: z.enum(['completed', 'incomplete', 'in_progress']).optional(),
  call_id: z.string().max(128),
  output: z.string(),
})

/**
 * What a client may say, and nothing else: an unknown event or member is refused, not passed on. Text of the user and
 * answers to function calls are the only items; a response.create is plain.
 */
export const clientEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('input_audio_buffer.append'), ...eventId, audio: z.base64() }),
  z.strictObject({ type: z.literal('input_audio_buffer.commit'), ...eventId }),
  z.strictObject({ type: z.literal('input_audio_buffer.clear'), ...eventId }),
  z.strictObject({
    type: z.literal('conversation.item.create'),
    ...eventId,
    previous_item_id: itemId.nullish(),
    item: z.discriminatedUnion('type', [userText, functionCallOutput]),
  }),
  z.strictObject({
    type: z.literal('conversation.item.truncate'),
    ...eventId,
    item_id: itemId,
    content_index: z.int().min(0),
    audio_end_ms: z.int().min(0),
  }),
  z.strictObject({ type: z.literal('conversation.item.delete'), ...eventId, item_id: itemId }),
  z.strictObject({ type: z.literal('conversation.item.retrieve'), ...eventId, item_id: itemId }),
  z.strictObject({
    type: z.literal('response.create'),
    ...eventId,
    response: z
      .strictObject({
        metadata: z.record(z.string().max(64), z.string().max(512)).nullish(),
        output_modalities: z.array(z.enum(['audio', 'text'])).optional(),
      })
      .optional(),
  }),
  z.strictObject({ type: z.literal('response.cancel'), ...eventId, response_id: z.string().max(128).optional() }),
  z.strictObject({ type: z.literal('session.update'), ...eventId, session: z.record(z.string(), z.unknown()) }),
  clientAudioStart,
  clientCallEnd,
  clientHandOver,
  clientTakeOver,
])
export type ClientEvent = z.infer<typeof clientEvent>
