import type { ChatMessage } from '../model/chat-message.ts'
import type { RunToDo } from './run-to-do.ts'

/** Characters of what was said before that a model is told again, the newest first. */
const MAX_CHARACTERS = 60_000
const MAX_MESSAGES = 100

/** What was said in the session before a run, by text and by voice: as much of it, from the end, as a model is told. */
export function historyMessages(history: RunToDo['history']): ChatMessage[] {
  const kept: ChatMessage[] = []
  let left = MAX_CHARACTERS
  for (const { role, text } of history.slice(-MAX_MESSAGES).reverse()) {
    // What tools gave in earlier runs is in what was said about it.
    if ((role !== 'user' && role !== 'assistant') || text.trim() === '') continue
    left -= text.length
    if (left < 0) break
    kept.push({ role, content: text })
  }
  return kept.reverse()
}
