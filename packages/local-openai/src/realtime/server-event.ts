import type { RealtimeServerEvent } from 'openai/resources/realtime/realtime'

type WithoutId<Event> = Event extends unknown ? Omit<Event, 'event_id'> : never

/** A server event of the Realtime API before the connection gives it its `event_id`. */
export type ServerEvent = WithoutId<RealtimeServerEvent>
