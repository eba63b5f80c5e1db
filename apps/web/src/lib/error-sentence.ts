import { ERROR_CODES, type ErrorCode } from '@parley/shared/error-codes'

/** The code of {@link ERROR_CODES} that the Data API or an Edge Function answered with; `null` for any other error. */
export function errorCode(error: unknown): ErrorCode | null {
  // The Data API's errors carry the code as their message, ours as their code.
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  return [code, message].find(isErrorCode) ?? null
}

/** What went wrong in a person's words, and what to do. */
export function errorSentence(error: unknown): string {
  const code = errorCode(error)
  if (code) return ERROR_CODES[code].message
  if (/fetch|network|load failed|connection/i.test(String((error as Error | null)?.message))) {
    return 'The server could not be reached. Check your connection and try again.'
  }
  return 'That did not work. Try again in a moment.'
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code)
}
