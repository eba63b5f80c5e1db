import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { messagesQuery } from '@/features/transcript/api/list-messages.ts'
import { type TranscriptTurn, turnOfCall, turnOfMessage } from '@/features/transcript/transcript-turn.ts'
import type { CallSnapshot } from '../call-store.ts'

const NONE: never[] = []

/**
 * The turns of this window's call as the page shows them. Of a call that was taken over, what was said before is read
 * from the database and stands first.
 */
export function useCallTurns(call: CallSnapshot): TranscriptTurn[] {
  const continued = call.continuedFrom !== null && call.callId !== null
  const { data: stored = NONE } = useQuery({ ...messagesQuery(call.callId ?? ''), enabled: continued })
  return useMemo(() => {
    // An item that this window knows only by name has its words in the database.
    const here = call.turns.filter(({ text, status, role }) => text !== '' || status !== 'completed' || role === 'tool')
    const known = new Set(here.map(({ itemId }) => itemId))
    const before = continued ? stored.filter(({ item_id }) => !item_id || !known.has(item_id)) : NONE
    return [...before.map(turnOfMessage), ...here.map(turnOfCall)]
  }, [call.turns, stored, continued])
}
