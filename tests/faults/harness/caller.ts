import { setTimeout as sleep } from 'node:timers/promises'
import type { CallError } from '@parley/client/call-error'
import type { HandedOver } from '@parley/client/call-events'
import type { CallState } from '@parley/client/call-state'
import { VoiceCall, type VoiceCallOptions } from '@parley/client/voice-call'
import { stampedUtterance } from '@parley/local-openai/testing/stamped-utterance'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import type { TestUser } from '../../stack-fixture.ts'
import { replyTo, UTTERANCE_MS, utteranceText } from './agent-script.ts'
import { HeardWords } from './heard-words.ts'
import type { ScriptedExchange } from './scripted-exchange.ts'
import type { FaultRig } from './start-fault-rig.ts'
import { TimedMicrophone } from './timed-microphone.ts'
import { TimedSpeaker } from './timed-speaker.ts'

/** How long the wall may tick until an answer has been heard, whatever befell the call meanwhile. */
const PATIENCE_MS = 30_000

type Utterance = {
  via?: 'voice' | 'text'
  /** The agent calls it, and its answer is then `reply`. */
  tool?: ScriptedExchange['tool']
  reply?: string
}

/** Where to call, and how fast to speak. */
export type Exchange = Pick<FaultRig, 'publishableKey' | 'speedup'> & { gateway: Pick<FaultRig['gateway'], 'url'> }

/** Who calls; with `callId` they join a call of theirs. */
type Dialling = {
  user: Pick<TestUser, 'session'>
  callId?: string
  takeOver?: boolean
  timing?: VoiceCallOptions['timing']
}

/**
 * A person on the phone: the product's own `VoiceCall` with a microphone and a loudspeaker that run by the clock, over
 * a network that a test can break. Keeps what was said, and what could be heard.
 */
export class Caller {
  readonly call: VoiceCall
  readonly microphone: TimedMicrophone
  readonly speaker: TimedSpeaker
  readonly #said: (ScriptedExchange & { brokenInto?: boolean; redone?: boolean })[] = []
  readonly errors: CallError[] = []
  readonly states: CallState[] = []
  readonly handOvers: HandedOver[] = []
  /** Rows that the server could not store and gave back. */
  readonly unstored: unknown[] = []
  readonly #words = new HeardWords()

  private constructor(rig: Exchange, supabase: SupabaseClient, { timing, ...joining }: Omit<Dialling, 'user'>) {
    this.microphone = new TimedMicrophone(rig.speedup)
    this.speaker = new TimedSpeaker()
    this.call = new VoiceCall({
      supabase,
      ...joining,
      timing: { silentMs: 5_000, ...timing },
      devices: {
        openMicrophone: async (_, events) => this.microphone.open(events),
        openSpeaker: async (events) => this.speaker.open(events),
      },
    })
    this.call.on('event', (event) => this.#words.apply(event))
    this.call.on('handed-over', (handedOver) => {
      this.handOvers.push(handedOver)
      this.#noteUnstored()
    })
    this.call.on('unstored', ({ items }) => this.unstored.push(...items))
    this.call.on('state', (state) => {
      this.states.push(state)
      if (state === 'reconnecting') this.#noteUnstored()
    })
    this.call.on('error', ({ error }) => this.errors.push(error))
  }

  /** Calls as a new user. Resolves when the call is live. */
  static async dial(rig: FaultRig): Promise<Caller> {
    return Caller.dialAs(rig, { user: await rig.newUser() })
  }

  /**
   * Calls as a user.
   *
   * @throws with the error's code when the call does not come about
   */
  static async dialAs(rig: Exchange, { user, ...joining }: Dialling): Promise<Caller> {
    const caller = new Caller(rig, await signIn(rig, user), joining)
    await caller.call.start()
    if (caller.call.state === 'live') return caller
    throw new Error(`The call is ${caller.call.state}: ${caller.errors.map(({ code }) => code).join(', ')}`)
  }

  /** What was said so far and what must have been answered: what the transcript has to hold. */
  get script(): ScriptedExchange[] {
    return this.#said.map(({ brokenInto, redone, ...exchange }) => {
      if (!brokenInto) return exchange
      const { surely, begun } = this.#heard(exchange)
      return { ...exchange, interrupted: { atLeast: surely, atMost: begun } }
    })
  }

  /**
   * The same after a worker died or was out of reach. What it had not said to be stored was done again, by a worker to
   * whom the caller said the next thing at once: of such an answer any part may stand there, or none.
   */
  get scriptAfterLoss(): ScriptedExchange[] {
    return this.script.map((exchange, index) => {
      const atMost = exchange.interrupted?.atMost ?? exchange.reply.split(' ').length
      const isLast = index === this.#said.length - 1
      if (exchange.interrupted || (this.#said[index]?.redone && !isLast)) {
        return { ...exchange, interrupted: { atLeast: 0, atMost } }
      }
      return exchange
    })
  }

  get callId(): string {
    if (!this.call.callId) throw new Error('The call was not admitted')
    return this.call.callId
  }

  /** Says the next utterance and hears the answer to its end. */
  async say(options?: Utterance): Promise<void> {
    await this.begin(options)
    await this.hear()
  }

  /** Says the next utterance, without a wait for the answer. One that can still be heard is interrupted by it. */
  async begin({ via = 'voice', tool, reply }: Utterance = {}): Promise<void> {
    const before = this.#said.at(-1)
    if (before && !this.#hasHeard(before)) before.brokenInto = true
    const n = this.#said.length
    const exchange = { say: utteranceText(n), via, reply: reply ?? replyTo(n), ...(tool ? { tool } : {}) }
    this.#said.push(exchange)
    if (via === 'text') await this.call.sendText(exchange.say)
    else await this.microphone.say(stampedUtterance({ utterance: n, ms: UTTERANCE_MS }))
  }

  /** Waits until the last answer was heard to its end, or so many words of it were begun. */
  async hear(words?: number): Promise<void> {
    const last = this.#said.at(-1)
    if (!last) return
    const enough = () => (words ? this.#heard(last).begun >= words : this.#hasHeard(last))
    await this.#until(enough, `"${last.reply}"`)
  }

  /** Waits until so many milliseconds of the utterance that was begun have been said. */
  async spoke(ms: number): Promise<void> {
    await this.#until(() => this.microphone.leftMs <= UTTERANCE_MS - ms, `${ms} ms of speech`)
  }

  /** Hangs up once somebody is there to be told. */
  async hangUp(): Promise<void> {
    await this.#until(() => this.call.state === 'live', 'a line to hang up')
    await this.call.end()
  }

  #heard({ reply }: ScriptedExchange) {
    return this.#words.count(reply, this.speaker.heardMs)
  }

  #noteUnstored(): void {
    for (const exchange of this.#said) if (!this.#words.isStored(exchange.reply)) exchange.redone = true
  }

  #hasHeard(exchange: ScriptedExchange): boolean {
    return !this.speaker.busy && this.#heard(exchange).whole === exchange.reply.split(' ').length
  }

  async #until(holds: () => boolean, what: string): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS
    while (!holds()) {
      if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}. ${this.#situation()}`)
      if (!this.microphone.isOpen) throw new Error(`The call ended before ${what}. ${this.#situation()}`)
      await sleep(10)
    }
  }

  #situation(): string {
    const last = this.#said.at(-1)
    const errors = this.errors.map(({ code }) => code).join(', ') || 'no error'
    const said = this.call.turns.map(({ role, status, text }) => `\n  ${role} (${status}) ${text}`).join('')
    const handOvers = this.handOvers.map(({ segment, reason }) => `${segment} (${reason})`).join(', ') || 'none'
    return `The call is ${this.call.state}, with ${errors}; hand-overs: ${handOvers}; heard of it: ${last ? JSON.stringify(this.#heard(last)) : 'nothing'}; turns:${said}`
  }
}

async function signIn(rig: Exchange, { session }: Pick<TestUser, 'session'>): Promise<SupabaseClient> {
  const auth = { persistSession: false, autoRefreshToken: false }
  const client = createClient(rig.gateway.url, rig.publishableKey, { auth })
  const { error } = await client.auth.setSession(session)
  if (error) throw error
  return client
}
