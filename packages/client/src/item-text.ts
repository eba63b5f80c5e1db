import type { ConversationItem } from 'openai/resources/realtime/realtime'

type Part = { type?: string; text?: string; transcript?: string }

/** The words of a message item; `typed` when they were written rather than spoken. */
export function itemText(item: Extract<ConversationItem, { type: 'message' }>): { text: string; typed: boolean } {
  const parts = (item.content ?? []) as Part[]
  return {
    text: parts.map((part) => part.text ?? part.transcript ?? '').join(''),
    typed: parts.length > 0 && parts.every((part) => part.type === 'input_text'),
  }
}
