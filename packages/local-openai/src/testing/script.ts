import type { RealtimeClientEvent } from 'openai/resources/realtime/realtime'
import type { Brain, BrainAnswer } from '../brain/brain.ts'
import type { ServerEvent } from '../realtime/server-event.ts'
import type { ChatFaults } from './chat-fault.ts'

/** One thing a script does. `wait` is in milliseconds and delays what follows in the same list. */
export type ScriptAction =
  /**
   * Sends an event; `event_id` is filled in when it is left out. A function sees the client event (`on`) or the server
   * event (`after`) that set it off: sending the latter doubles it. A rule does not act on what it sends itself.
   */
  | { send: ServerEvent | ((trigger: RealtimeClientEvent | null, sent: ServerEvent | null) => ServerEvent) }
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

/** An utterance of stamped speech (`stampedUtterance`). */
export type StampedUtterance = {
  /** Its whole length, a multiple of 10: what is missing at its end shows, too. */
  ms: number
  /**
   * What the recogniser understands when all of it came, once and in order; default `utterance <number>`. `null`: the
   * recognition fails. Faults follow the text: `utterance 7 missing 12-14`, `utterance 7 then utterance 8`.
   */
  text?: string | null
  /** The answer to that text, in every session in which it is the last thing said. Default: `I heard: <text>`. */
  reply?: string | BrainAnswer
}

/** What {@link defineScript} takes. */
export type Script = {
  /** Refuses the WebSocket handshake. `times`: only the first so many. */
  refuse?: { status: number; code?: string; message?: string; times?: number }
  /** `false`: no event is sent but what the rules send. Default `true`: everything that no rule takes is played. */
  protocol?: boolean
  /**
   * `real`: voice activity, recognition, speech and brain are the real ones; only the rules are scripted. `stamped`:
   * turns are found and understood by what `stampedUtterance` wrote into the audio.
   */
  engines?: 'scripted' | 'stamped' | 'real'
  /**
   * With `stamped`: by number. A function must be pure; a `text` of its own then needs the number as its last figures,
   * because that is how its reply is found.
   */
  utterances?: readonly StampedUtterance[] | ((utterance: number) => StampedUtterance | undefined)
  /** With `stamped`: so much silence ends a turn, whatever the session asks for; default 300 ms of audio. */
  silenceMs?: number
  /** Transcription events come so much later than the turn, in real time; answers do not wait. Default 0. */
  transcriptionDelayMs?: number | ((transcript: string) => number)
  turns?: ScriptedTurn[]
  /** Decides on answers instead of `turns[].reply` and `utterances[].reply`; nothing is added to what it says. */
  answer?: Brain
  /** Length of each spoken word; default 300 ms. */
  wordMs?: number
  rules?: ScriptRule[]
  /** Chat completions that fail: with an error, a stream that breaks off, or one that stalls. */
  chatFaults?: ChatFaults
}
