import type { Message } from '@/features/transcript/message.ts'
import { USER_ID } from './organization-rows.ts'

/** A stored turn: a completed spoken answer, where a test says nothing else. */
export function messageRow(id: number, change: Partial<Message>): Message {
  return {
    id,
    user_id: USER_ID,
    visible_to_admins_of: null,
    call_id: CALL_ID,
    item_id: `item_${id}`,
    previous_item_id: null,
    position: id * 1024,
    role: 'assistant',
    source: 'voice',
    status: 'completed',
    text: '',
    tool: null,
    heard_ms: null,
    marks: null,
    started_at: null,
    duration_ms: null,
    latency_ms: null,
    inserted_at: '2026-11-21T10:00:00Z',
    updated_at: '2026-11-21T10:00:00Z',
    ...change,
  }
}

/** The call that rows of tests belong to. */
export const CALL_ID = '00000000-0000-4000-8000-00000000000c'
