import { callStatus } from '../call-status.ts'
import type { CallSnapshot } from '../call-store.ts'

/**
 * For screen readers: how the call stands, and each turn once it is complete. The transcript on the screen is not a live
 * region, because every syllable would be read out.
 */
export function CallAnnouncements({ call }: { call: CallSnapshot }) {
  const last = call.turns.findLast((turn) => turn.status !== 'forming' && turn.text !== '' && turn.role !== 'tool')
  const quiet = call.activity === 'speaking' || call.activity === 'hearing'
  return (
    <div className="sr-only">
      <p role="status">{call.state === 'live' && quiet ? '' : callStatus(call)}</p>
      <p aria-live="polite">
        {last && `${last.role === 'assistant' ? call.agentName : 'You'}: ${last.text}`}
        {last?.status === 'interrupted' && ' (interrupted)'}
      </p>
    </div>
  )
}
