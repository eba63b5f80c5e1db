import { redactSecrets } from '../../_shared/redact-secrets.ts'
import type { Guard } from './guard.ts'
import { maskPersonalData } from './mask-personal-data.ts'

/** The guards, in their order. */
const guards: Guard[] = [maskPersonalData]
const MAX_LOGGED = 500

/** A text that may be logged: without keys, and as the guards leave it. */
export function guardText(text: string): string {
  return guards.reduce((kept, guard) => guard.beforeLog?.(kept) ?? kept, redactSecrets(text.slice(0, MAX_LOGGED)))
}

/** A body that may be sent to a provider, as the guards leave it. */
export function guardBody(body: Record<string, unknown>): Record<string, unknown> {
  return guards.reduce((kept, guard) => guard.beforeUpstream?.(kept) ?? kept, body)
}
