import type { RelayEvent } from '@parley/shared/relay-events'
import type { RealtimeServerEvent } from 'openai/resources/realtime/realtime'

/** What a relay sends: the Realtime API's events as they are, and its own. Types that nobody knows yet pass through. */
export type ServerEvent = RealtimeServerEvent | RelayEvent
