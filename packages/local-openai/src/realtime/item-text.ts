import type { ConversationItem } from 'openai/resources/realtime/realtime'

/** The text of an item as far as the item itself shows it: text, transcript, arguments or output. */
export function itemText(item: ConversationItem): string {
  switch (item.type) {
    case 'message':
      return (item.content as Array<{ text?: string; transcript?: string }>)
        .map((part) => part.text ?? part.transcript ?? '')
        .filter((text) => text !== '')
        .join(' ')
    case 'function_call':
      return `${item.name} ${item.arguments}`
    case 'function_call_output':
      return item.output
    default:
      return ''
  }
}
