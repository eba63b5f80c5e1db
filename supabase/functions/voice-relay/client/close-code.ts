import { ERROR_CODES, type ErrorCode } from '@parley/shared/error-codes.ts'

/** The call ended as it should. */
export const CLOSE_NORMAL = 1000
const CLOSE_TOO_LARGE = 1009
const CLOSE_TRY_AGAIN_LATER = 1013

/** The WebSocket close code of an error: the standard's where it has one, else 4000 plus the HTTP status. */
export function closeCode(code: ErrorCode): number {
  if (code === 'frame_too_large') return CLOSE_TOO_LARGE
  if (code === 'client_too_slow') return CLOSE_TRY_AGAIN_LATER
  return 4000 + ERROR_CODES[code].status
}
