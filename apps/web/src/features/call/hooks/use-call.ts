import { useSyncExternalStore } from 'react'
import { type CallSnapshot, callStore } from '../call-store.ts'

/** What there is to show of this browser's call. */
export function useCall(): CallSnapshot {
  return useSyncExternalStore(callStore.subscribe, callStore.getSnapshot)
}
