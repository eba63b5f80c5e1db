/** Connection failures (08…) and servers that stop or start (57P0…): nothing that a policy says. */
const CONNECTION_STATES = /^(08|57P0)/

/** Whether a query failed because the database could not be asked, rather than because it refused. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== 'PostgresError') return true
  return CONNECTION_STATES.test((error as Error & { code?: string }).code ?? '')
}
