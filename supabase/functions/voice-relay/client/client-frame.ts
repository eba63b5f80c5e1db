import { publicSession } from '../../_shared/public-session.ts'
import { redactSecrets } from '../../_shared/redact-secrets.ts'
import { FORWARDED_EVENTS } from '../provider/provider-event-types.ts'
import type { ProviderEvent } from '../provider/provider-events.ts'

/**
 * A provider's event as the client may see it: the frame itself, a session without its instructions, an error without
 * what looks like a key; null for events that are none of the client's business.
 */
export function clientFrame(event: ProviderEvent, frame: string): string | null {
  if (!FORWARDED_EVENTS.has(event.type)) return null
  if (event.type === 'error') return redactSecrets(frame)
  if (event.type !== 'session.created' && event.type !== 'session.updated') return frame
  return JSON.stringify({ ...event, session: publicSession(event.session) })
}
