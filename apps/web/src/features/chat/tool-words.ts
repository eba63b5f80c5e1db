import type { RunToolCall } from '@parley/client/agent-run/run-state'

/** What a tool does, for a line above what it did. */
export function toolWords({ status, decision }: Pick<RunToolCall, 'status' | 'decision'>): string {
  switch (status) {
    case 'called':
      return 'Using'
    case 'approval':
      return 'Waits for your approval:'
    case 'client':
      return 'Waits for an answer:'
    case 'done':
      return decision === 'changed' ? 'Used, with your arguments,' : 'Used'
    case 'failed':
      return 'Failed:'
    case 'refused':
      return decision === 'expired' ? 'Nobody approved in time:' : 'Refused:'
    case 'cancelled':
      return 'Not used any more:'
    case 'unknown':
      return 'Interrupted, and not tried again:'
  }
}
