const PAUSES_MS = [0, 250, 500, 1_000, 2_000, 4_000] as const
const JITTER = 0.25

/**
 * The pause before an attempt, in milliseconds: none before the first, then growing to four seconds, and spread by a
 * quarter both ways, so that the clients that one failure cut off do not come back as one.
 *
 * @param random from 0 to 1
 */
export function reconnectBackoff(attempt: number, random: number = Math.random()): number {
  const pause = PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)] ?? 0
  return Math.round(pause * (1 - JITTER + 2 * JITTER * random))
}
