import { useQuery } from '@tanstack/react-query'
import { liveCallsQuery } from '../api/list-live-calls.ts'

/**
 * While a screen shows a call that goes on: whether it really does. Reading the live calls closes those whose relay has
 * vanished, and the live feed tells the screen.
 */
export function useStaleCallCheck(showsOpenCall: boolean): void {
  useQuery({ ...liveCallsQuery, enabled: showsOpenCall })
}
