/** What Postgres said to a request, as the driver tells it. */
export interface DatabaseError extends Error {
  code: string
  detail?: string
  hint?: string
}

type Status = number | ((error: DatabaseError) => number)

/**
 * PostgREST's table of answers, by SQLSTATE or the class that it begins with; the longest match counts.
 * https://docs.postgrest.org/en/stable/references/errors.html
 */
const STATUSES: Record<string, Status> = {
  '08': 503,
  '09': 500,
  '0L': 403,
  '0P': 403,
  '21000': ({ message }) => (message.endsWith('requires a WHERE clause') ? 400 : 500),
  '22023': ({ message }) => (/^role .* does not exist$/.test(message) ? 401 : 400),
  '23503': 409,
  '23505': 409,
  '25': 500,
  '25006': 405,
  '28': 403,
  '2D': 500,
  '38': 500,
  '39': 500,
  '3B': 500,
  '40': 500,
  '42883': ({ message }) => (message.startsWith('function xmlagg(') ? 406 : 404),
  '42P01': 404,
  '42P17': 500,
  '42501': 403,
  '53': 503,
  '53400': 500,
  '54': 500,
  '55': 500,
  '57': 500,
  '57P01': 503,
  '58': 500,
  F0: 500,
  HV: 500,
  P0: 500,
  P0001: 400,
  XX: 500,
  PT: ({ code }) => httpStatus(code.slice(2)) ?? 500,
}

/** Whether `error` is Postgres's own answer. One that the embedded data API made up is not. */
export function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && error.name === 'PostgresError' && 'code' in error
}

/**
 * The answer to a data request at which the database raised `error`, as PostgREST gives it. `answered` is that of the
 * embedded data API, which knows some of the states only and calls the others a fault of its own (500 `SUP`); it stays
 * where a function gave the whole answer (`raise sqlstate 'PGRST'`), and so does its wording where it names the column's table.
 */
export async function databaseErrorResponse(
  error: DatabaseError,
  answered: Response,
  isAnonymous: boolean,
): Promise<Response> {
  if (error.code === 'PGRST') return answered
  const said = (await answered.json().catch(() => null)) as { code?: string; message?: string } | null
  const message = said?.code === error.code && said.message ? said.message : error.message
  const body = { code: error.code, details: error.detail ?? null, hint: error.hint ?? null, message }
  const status = isAnonymous && error.code === '42501' ? 401 : statusOf(error)
  return Response.json(body, { status, headers: status === 401 ? { 'www-authenticate': 'Bearer' } : {} })
}

function statusOf(error: DatabaseError): number {
  const status = STATUSES[error.code] ?? STATUSES[error.code.slice(0, 2)] ?? 400
  return typeof status === 'number' ? status : status(error)
}

/** Undefined for what no response may carry. */
function httpStatus(digits: string): number | undefined {
  return /^[2-5]\d\d$/.test(digits) ? Number(digits) : undefined
}
