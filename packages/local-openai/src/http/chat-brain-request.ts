import type { BrainRequest, BrainTurn } from '../brain/brain.ts'
import type { ChatCompletionBody } from './chat-completion-schema.ts'

type Message = ChatCompletionBody['messages'][number]

/** A chat as the brain reads it: what stands in system and developer messages is its instructions. */
export function chatBrainRequest({ model, messages, tools, tool_choice }: ChatCompletionBody): BrainRequest {
  const instructions = messages.filter(isInstruction).map((message) => contentText(message.content))
  return {
    model,
    instructions: instructions.join('\n'),
    turns: messages.filter((message) => !isInstruction(message)).flatMap(turnsOf),
    tools: (tools ?? []).map(({ function: { name, description, parameters } }) => ({
      name,
      description: description ?? '',
      parameters: parameters ?? {},
    })),
    toolChoice: typeof tool_choice === 'object' ? { name: tool_choice.function.name } : (tool_choice ?? 'auto'),
  }
}

const isInstruction = (message: Message) => message.role === 'system' || message.role === 'developer'

function turnsOf(message: Message): BrainTurn[] {
  if (message.role === 'tool') {
    return [{ role: 'tool', callId: message.tool_call_id, output: contentText(message.content) }]
  }
  const text = contentText(message.content)
  if (message.role !== 'assistant') return [{ role: message.role === 'user' ? 'user' : 'system', text }]
  const calls = (message.tool_calls ?? []).map(
    ({ id, function: called }): BrainTurn => ({ role: 'call', callId: id, ...called }),
  )
  return text === '' ? calls : [{ role: 'assistant', text }, ...calls]
}

function contentText(content: string | Array<{ text?: string | undefined }> | null | undefined): string {
  if (typeof content === 'string') return content
  return (content ?? []).map((part) => part.text ?? '').join('\n')
}
