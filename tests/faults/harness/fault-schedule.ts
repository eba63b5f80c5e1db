import fc from 'fast-check'

/** What goes wrong. Those with a length mend by themselves. */
export type Fault =
  | { kind: 'kill' | 'replace' | 'cut-caller' | 'cut-provider' | 'cut-data-api' | 'half-open' }
  | { kind: 'caller-away' | 'provider-away' | 'data-api-away' | 'hold' | 'slow'; ms: number }

/** A fault, so many milliseconds after the caller begins to speak, or stops. */
export type ScheduledFault = { after: 'begin' | 'spoken'; ms: number; fault: Fault }

/** A turn of the caller. `breaksInto`: they begin after so many words of the answer before, else after all of it. */
export type ScheduledTurn = { via: 'voice' | 'text'; breaksInto: number | null; faults: ScheduledFault[] }

/** A conversation, and what befalls it. */
export type FaultSchedule = { turns: ScheduledTurn[] }

const at = fc.record({
  after: fc.constantFrom('begin' as const, 'spoken' as const),
  ms: fc.integer({ min: 0, max: 1_500 }),
})
const sudden = fc.constantFrom(
  'kill' as const,
  'replace' as const,
  'cut-caller' as const,
  'cut-provider' as const,
  'cut-data-api' as const,
)
const lasting = fc.constantFrom(
  'caller-away' as const,
  'provider-away' as const,
  'data-api-away' as const,
  'hold' as const,
  'slow' as const,
)

const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: sudden }) },
  { weight: 6, arbitrary: fc.record({ kind: lasting, ms: fc.integer({ min: 50, max: 2_500 }) }) },
  // It takes seconds to be noticed.
  { weight: 1, arbitrary: fc.constant({ kind: 'half-open' as const }) },
)

const turn: fc.Arbitrary<ScheduledTurn> = fc.record({
  via: fc.oneof(
    { weight: 4, arbitrary: fc.constant('voice' as const) },
    { weight: 1, arbitrary: fc.constant('text' as const) },
  ),
  breaksInto: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 3 }),
  faults: fc.array(
    fc.tuple(at, fault).map(([when, what]) => ({ ...when, fault: what })),
    { maxLength: 2 },
  ),
})

/** Conversations of three to six turns; any fault may meet any moment, also another fault. */
export const faultSchedule: fc.Arbitrary<FaultSchedule> = fc.record({
  turns: fc.array(turn, { minLength: 3, maxLength: 6 }),
})
