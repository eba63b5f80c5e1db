import { AccessRefused } from '../authorization/access-refused.ts'
import { TokenRefused } from '../authorization/token-refused.ts'

/** A join that cannot be granted, in the words `Code: message` of the hosted service. */
export class JoinRefused extends Error {
  constructor(code: string, message: string) {
    super(`${code}: ${message}`)
    this.name = 'JoinRefused'
  }
}

/** What a refused client is told. Undefined for a fault of ours, which it is not told. */
export function joinRefusal(error: unknown): string | undefined {
  if (error instanceof JoinRefused) return error.message
  if (error instanceof TokenRefused) return `${error.code}: ${error.message}`
  if (error instanceof AccessRefused) return `Unauthorized: ${error.message}`
  return undefined
}
