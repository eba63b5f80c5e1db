import { ParleyError } from '@parley/shared/parley-error.ts'
import { type ClientEvent, clientEvent } from './client-events.ts'

/**
 * A frame of a client as an event of the allow-list.
 *
 * @throws {ParleyError} event_malformed for what is no JSON object with a type, event_not_allowed for the rest, with
 *   the event's type and the members that did not fit
 */
export function parseClientEvent(frame: string): ClientEvent {
  const value = parseObject(frame)
  const parsed = clientEvent.safeParse(value)
  if (parsed.success) return parsed.data
  const fields = new Set(parsed.error.issues.flatMap((issue) => fieldsOf(issue)))
  throw new ParleyError('event_not_allowed', {
    details: { type: value.type.slice(0, 64), fields: [...fields].slice(0, 20) },
    cause: value.event_id,
  })
}

/** The event id of a frame that was refused, so that the client can tell which one it was. */
export function eventIdOf(error: ParleyError): string | undefined {
  return typeof error.cause === 'string' ? error.cause.slice(0, 512) : undefined
}

function parseObject(frame: string): { type: string; event_id?: unknown } {
  try {
    const value = JSON.parse(frame)
    if (typeof value?.type === 'string') return value
  } catch {
    // answered below, like JSON that is no event
  }
  throw new ParleyError('event_malformed')
}

function fieldsOf(issue: { code?: string; path: PropertyKey[]; keys?: string[] }): string[] {
  const path = issue.path.map(String)
  return issue.keys === undefined ? [path.join('.')] : issue.keys.map((key) => [...path, key.slice(0, 64)].join('.'))
}
