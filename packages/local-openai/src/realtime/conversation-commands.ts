import type { ConversationItem } from 'openai/resources/realtime/realtime'
import { OpenaiError } from '../http/openai-error.ts'
import { decodeAudio, encodeAudio } from './audio-codec.ts'
import { msToSamples, samplesToMs } from './audio-time.ts'
import type { ClientItem } from './client-event-schema.ts'
import type { Entry } from './conversation.ts'
import { createId } from './create-id.ts'
import type { SessionContext } from './session-context.ts'
import { transcribeEntry } from './transcribe-entry.ts'
import { unheardAudio } from './unheard-audio.ts'

/** An item of a client as an entry, its speech decoded and being recognised. */
export function entryFromClient(context: SessionContext, item: ClientItem): Entry {
  const entry = { item: { ...item, id: item.id ?? createId('item'), status: 'completed' }, audioMs: 0 } as Entry
  if (item.type !== 'message' || item.role !== 'user') return entry
  const speech = item.content.find((part) => part.type === 'input_audio')
  if (speech === undefined) return entry
  const samples = decodeAudio(speech.audio, context.config.audio.input.format, 'item.content[0].audio')
  const content = item.content.map((part) => (part.type === 'input_audio' ? unheardAudio() : part))
  entry.item = { ...item, content, id: entry.item.id } as Entry['item']
  entry.audio = samples
  entry.audioMs = samplesToMs(samples.length)
  transcribeEntry(context, entry, samples)
  return entry
}

/** `conversation.item.create`. */
export function createItem(context: SessionContext, item: ClientItem, previousId?: string | null): void {
  const { conversation, send } = context
  if (item.id !== undefined && conversation.find(item.id) !== undefined) {
    throw invalidItem(
      'item_create_duplicate_item_id',
      `Error adding item: an item with id '${item.id}' already exists.`,
    )
  }
  if (item.type === 'function_call_output' && !hasCall(context, item.call_id)) {
    const message = `Tool call ID '${item.call_id}' not found in conversation.`
    throw new OpenaiError({ code: 'invalid_tool_call_id', message, param: 'item.call_id' })
  }
  const entry = entryFromClient(context, item)
  if (!conversation.add(entry, previousId)) {
    const message = `Error adding item: the previous item with id '${previousId}' does not exist.`
    throw invalidItem('item_create_invalid_previous_item_id', message)
  }
  const previous = conversation.previousId(entry.item.id)
  send({ type: 'conversation.item.added', previous_item_id: previous, item: entry.item })
  send({ type: 'conversation.item.done', previous_item_id: previous, item: entry.item })
}

/** `conversation.item.retrieve`: the item with its speech, as long as that is kept. */
export function retrieveItem(context: SessionContext, id: string): void {
  const entry = context.conversation.find(id)
  if (entry === undefined) throw noSuchItem('retrieve', 'retrieving', id)
  context.send({ type: 'conversation.item.retrieved', item: withAudio(context, entry) })
}

/** `conversation.item.delete`. */
export function deleteItem(context: SessionContext, id: string): void {
  if (!context.conversation.delete(id)) throw noSuchItem('delete', 'deleting', id)
  context.send({ type: 'conversation.item.deleted', item_id: id })
}

/** `conversation.item.truncate`: cuts the speech and drops its transcript, so that nothing unheard stays in context. */
export function truncateItem(context: SessionContext, id: string, contentIndex: number, audioEndMs: number): void {
  const entry = context.conversation.find(id)
  if (entry === undefined) throw noSuchItem('truncate', 'truncating', id)
  if (entry.item.type !== 'message' || entry.item.role !== 'assistant' || entry.audioMs === 0 || contentIndex !== 0) {
    const message = 'Only model output audio messages can be truncated'
    throw new OpenaiError({ code: 'unsupported_content_type', message })
  }
  if (audioEndMs > entry.audioMs) {
    const message = `Audio content of ${entry.audioMs}ms is already shorter than ${audioEndMs}ms`
    throw new OpenaiError({ code: 'invalid_value', message })
  }
  entry.audioMs = audioEndMs
  entry.item = { ...entry.item, content: [{ type: 'output_audio' }] }
  if (entry.audio !== undefined) entry.audio = entry.audio.slice(0, msToSamples(audioEndMs))
  const place = { item_id: id, content_index: contentIndex, audio_end_ms: audioEndMs }
  context.send({ type: 'conversation.item.truncated', ...place })
}

function hasCall({ conversation }: SessionContext, callId: string): boolean {
  return conversation.entries.some(({ item }) => item.type === 'function_call' && item.call_id === callId)
}

function withAudio({ config }: SessionContext, { item, audio }: Entry): ConversationItem {
  if (item.type !== 'message' || audio === undefined) return item
  const { format } = item.role === 'user' ? config.audio.input : config.audio.output
  const content = item.content.map((part) =>
    part.type === 'input_audio' || part.type === 'output_audio' ? { ...part, audio: encodeAudio(audio, format) } : part,
  )
  return { ...item, content } as ConversationItem
}

function noSuchItem(verb: string, gerund: string, id: string): OpenaiError {
  return invalidItem(`item_${verb}_invalid_item_id`, `Error ${gerund} item: the item with id '${id}' does not exist.`)
}

const invalidItem = (code: string, message: string) => new OpenaiError({ code, message, param: 'item_id' })
