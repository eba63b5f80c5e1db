/** How patient a run's page is. */
export const RUN_TIMING = {
  /** How long a missing event is waited for before rows are read. */
  gapMs: 150,
  /** After so long without a sign of a run that goes on, rows are read. */
  quietMs: 10_000,
  /** How often a request that nobody answered is sent. */
  attempts: 5,
  /** Stretches the pauses between them. */
  pace: 1,
}
export type RunTiming = typeof RUN_TIMING
