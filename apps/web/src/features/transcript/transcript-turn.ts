import type { Turn } from '@parley/client/turn-draft'
import { type Citation, citation } from '@parley/shared/citation'
import type { Message } from './message.ts'

/** A turn as the page shows it, whether it is forming in this browser or stored. */
export type TranscriptTurn = {
  key: string
  role: 'user' | 'assistant' | 'system' | 'tool'
  text: string
  status: 'forming' | 'completed' | 'interrupted' | 'failed'
  source: 'voice' | 'text' | 'tool'
  heardMs: number | null
  tool: TurnTool | null
}

/** What a tool was asked and answered, and the passages that its answer was made from. */
export type TurnTool = {
  name: string
  arguments: string | null
  output: string | null
  citations: Citation[]
  /** Its person has to decide first. */
  waits: boolean
}

/** A turn of the call that this browser holds. */
export function turnOfCall(turn: Turn): TranscriptTurn {
  const { itemId, role, text, status, source, heardMs, toolName } = turn
  const tool =
    role === 'tool' ? { name: toolName ?? 'tool', arguments: null, output: null, citations: [], waits: false } : null
  return { key: itemId, role, text, status, source, heardMs, tool }
}

/** A stored turn. */
export function turnOfMessage(message: Message): TranscriptTurn {
  return {
    key: String(message.id),
    role: message.role as TranscriptTurn['role'],
    text: message.text,
    status: message.status as TranscriptTurn['status'],
    source: message.source as TranscriptTurn['source'],
    heardMs: message.heard_ms,
    tool: message.role === 'tool' ? toolOf(message.tool) : null,
  }
}

function toolOf(value: unknown): TurnTool {
  const tool = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  return {
    name: String(tool.name ?? 'tool'),
    arguments: readable(tool.arguments),
    output: readable(tool.output),
    citations: citationsOf(tool.citations),
    waits: tool.waits === true,
  }
}

/** What has not the shape of a citation is none. */
function citationsOf(value: unknown): Citation[] {
  return Array.isArray(value) ? value.flatMap((one) => citation.safeParse(one).data ?? []) : []
}

/** Models and tools write JSON into strings; a person reads it better indented. */
function readable(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  try {
    return JSON.stringify(typeof value === 'string' ? JSON.parse(value) : value, null, 2)
  } catch {
    return String(value)
  }
}
