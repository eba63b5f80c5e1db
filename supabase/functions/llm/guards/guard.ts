/**
 * A guard rail. Each may look at what passes, change it, or refuse it with a `ParleyError`. To add one, write it beside
 * this file and put it into `guards` (`guard-text.ts`).
 */
export type Guard = {
  name: string
  /** What is about to be written into a log. */
  beforeLog?(text: string): string
  /** A request's body, checked and about to be sent to a provider. */
  beforeUpstream?(body: Record<string, unknown>): Record<string, unknown>
}
