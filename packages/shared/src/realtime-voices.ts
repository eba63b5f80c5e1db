/** The voices of the Realtime API, those first that it recommends. A plan may leave some out (`plans.voices`). */
export const REALTIME_VOICES = [
  'marin',
  'cedar',
  'alloy',
  'ash',
  'ballad',
  'coral',
  'echo',
  'sage',
  'shimmer',
  'verse',
] as const
