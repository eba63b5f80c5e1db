import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { messagesQuery } from '@/features/transcript/api/list-messages.ts'
import { type TranscriptTurn, turnOfCall, turnOfMessage } from '@/features/transcript/transcript-turn.ts'
import type { CallSnapshot } from '../call-store.ts'

const NONE: never[] = []

/**
 * The turns of this window's call as the page shows them. Of a call that was taken over, what was said before is read
 * from the database and stands first. What a tool answered, and where it found it, is known by its stored row alone.
 */
export function useCallTurns(call: CallSnapshot): TranscriptTurn[] {
  const continued = call.continuedFrom !== null && call.callId !== null
  const usesTools = call.callId !== null && call.turns.some(({ role }) => role === 'tool')
  const { data: stored = NONE } = useQuery({ ...messagesQuery(call.callId ?? ''), enabled: continued || usesTools })
  return useMemo(() => {
    // An item that this window knows only by name has its words in the database.
    const here = call.turns.filter(({ text, status, role }) => text !== '' || status !== 'completed' || role === 'tool')
    const known = new Set(here.map(({ itemId }) => itemId))
    const before = continued ? stored.filter(({ item_id }) => !item_id || !known.has(item_id)) : NONE
    const tools = new Map(
      stored.flatMap((row) => (row.role === 'tool' ? [[row.item_id, turnOfMessage(row).tool]] : [])),
    )
    const turns = here.map((turn) => {
      const tool = tools.get(turn.itemId)
      return tool ? { ...turnOfCall(turn), tool } : turnOfCall(turn)
    })
    return [...before.map(turnOfMessage), ...turns]
  }, [call.turns, stored, continued])
}
