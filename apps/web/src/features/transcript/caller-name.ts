import { createContext, use } from 'react'

/** Who called, as transcripts and time lines name them: “You”, unless somebody else's call is read. */
export const CallerName = createContext('You')

/** The name to put beside what the caller said. */
export function useCallerName(): string {
  return use(CallerName)
}
