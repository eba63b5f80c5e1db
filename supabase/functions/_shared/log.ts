import { redactSecrets } from './redact-secrets.ts'

type Fields = Record<string, string | number | boolean | null | undefined>

/**
 * One line of JSON a fact. Pass ids, codes and counts; never keys, tokens, tickets or what somebody said.
 *
 * @example log('info', 'call_ended', { call_id, reason: 'hangup' })
 */
export function log(level: 'info' | 'warn' | 'error', event: string, fields: Fields = {}): void {
  const line = redactSecrets(JSON.stringify({ level, event, ...fields }))
  if (level === 'error') console.error(line)
  else console.log(line)
}
