import type { RealtimeClientEvent } from 'openai/resources/realtime/realtime'
import type { Brain, BrainAnswer } from '../brain/brain.ts'
import type { ServerEvent } from '../realtime/server-event.ts'

/** One thing a script does. `wait` is in milliseconds and delays what follows in the same list. */
export type ScriptAction =
  /** Sends an event; `event_id` is filled in when it is left out. A function sees the client event that set it off. */
  | { send: ServerEvent | ((trigger: RealtimeClientEvent | null) => ServerEvent) }
  /** Sends a frame as it is: broken JSON, binary. */
  | { sendRaw: string | Uint8Array }
  | { wait: number }
  /** An `error` event. */
  | { error: { code: string; message: string; type?: string } }
  /** Cuts the connection with no closing handshake, as a network does. */
  | { drop: true }
  /** Closes politely. */
  | { close: { code: number; reason?: string } }
  /** Goes on living but neither reads nor sends, until `resume`. */
  | { stall: true }
  | { resume: true }
  /** Ends the session as OpenAI does at its time limit: an error `session_expired`, then 1001. */
  | { expire: true }

/** When a script acts. */
export type ScriptRule = {
  /** A client event of this type came. `connect`: the socket is open (and, with `protocol`, `session.created` is out). */
  on?: RealtimeClientEvent['type'] | 'connect'
  /** A server event of this type has gone out. */
  after?: ServerEvent['type']
  /** Further condition on the client or server event. */
  where?: (event: Record<string, unknown>) => boolean
  /** Acts from the n-th match on; default 1, the first. */
  from?: number
  /** Acts so many times; default: every time. */
  times?: number
  /** `true`: the protocol engine sees the client event too. Default: the script alone answers it. */
  pass?: boolean
  do: ScriptAction[]
}

/** A turn of a caller, found by the amount of audio rather than by its sound. */
export type ScriptedTurn = {
  /** What the recogniser understands. `null`: recognition fails. */
  transcript: string | null
  /** Speech starts so many milliseconds of audio after the turn before; default 0. */
  afterMs?: number
  /** Speech, with the silence after it, lasts so many milliseconds; default 1000. */
  lengthMs?: number
  /** The answer: text to speak, or calls. Default: `I heard: <transcript>`. */
  reply?: string | BrainAnswer
}

/** What {@link defineScript} takes. */
export type Script = {
  /** Refuses the WebSocket handshake. `times`: only the first so many. */
  refuse?: { status: number; code?: string; message?: string; times?: number }
  /** `false`: no event is sent but what the rules send. Default `true`: everything that no rule takes is played. */
  protocol?: boolean
  /** `real`: voice activity, recognition, speech and brain are the real ones; only the rules are scripted. */
  engines?: 'scripted' | 'real'
  turns?: ScriptedTurn[]
  /** Decides on answers instead of `turns[].reply`. */
  answer?: Brain
  /** Length of each spoken word; default 300 ms. */
  wordMs?: number
  rules?: ScriptRule[]
}
