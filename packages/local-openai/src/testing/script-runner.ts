import { setTimeout as sleep } from 'node:timers/promises'
import type { RealtimeClientEvent } from 'openai/resources/realtime/realtime'
import type { ServerEvent } from '../realtime/server-event.ts'
import type { Script, ScriptAction, ScriptRule } from './script.ts'

/** What a script can do to a connection. */
export type ScriptTarget = {
  send(event: ServerEvent): void
  sendRaw(frame: string | Uint8Array): void
  drop(): void
  close(code: number, reason: string): void
  setStalled(stalled: boolean): void
  expire(): void
}

/** Plays a script's rules for one connection. Lists of actions that overlap in time run side by side. */
export class ScriptRunner {
  readonly #rules: ScriptRule[]
  readonly #target: ScriptTarget
  readonly #matches = new Map<ScriptRule, number>()
  readonly #abort = new AbortController()
  /** The rule whose action is under way: what it sends must not set it off again. */
  #acting: ScriptRule | null = null

  constructor(script: Script, target: ScriptTarget) {
    this.#rules = script.rules ?? []
    this.#target = target
  }

  connected(): void {
    for (const rule of this.#due((rule) => rule.on === 'connect', {})) void this.#play(rule, null, null)
  }

  /** True: the script has taken the event, and the protocol engine must not see it. */
  received(event: Record<string, unknown>): boolean {
    const rules = this.#due((rule) => rule.on === event.type, event)
    for (const rule of rules) void this.#play(rule, event as unknown as RealtimeClientEvent, null)
    return rules.some((rule) => rule.pass !== true)
  }

  sent(event: ServerEvent): void {
    const record = event as unknown as Record<string, unknown>
    for (const rule of this.#due((rule) => rule.after === event.type, record)) void this.#play(rule, null, event)
  }

  stop(): void {
    this.#abort.abort()
  }

  #due(matches: (rule: ScriptRule) => boolean, event: Record<string, unknown>): ScriptRule[] {
    return this.#rules.filter((rule) => {
      if (rule === this.#acting || !matches(rule) || rule.where?.(event) === false) return false
      const count = (this.#matches.get(rule) ?? 0) + 1
      this.#matches.set(rule, count)
      const from = rule.from ?? 1
      return count >= from && count < from + (rule.times ?? Number.POSITIVE_INFINITY)
    })
  }

  async #play(rule: ScriptRule, trigger: RealtimeClientEvent | null, sent: ServerEvent | null): Promise<void> {
    for (const action of rule.do) {
      if ('wait' in action) await sleep(action.wait, undefined, { signal: this.#abort.signal }).catch(() => {})
      if (this.#abort.signal.aborted) return
      const outer = this.#acting
      this.#acting = rule
      this.#act(action, trigger, sent)
      this.#acting = outer
    }
  }

  #act(action: ScriptAction, trigger: RealtimeClientEvent | null, sent: ServerEvent | null): void {
    const target = this.#target
    if ('send' in action) target.send(typeof action.send === 'function' ? action.send(trigger, sent) : action.send)
    if ('sendRaw' in action) target.sendRaw(action.sendRaw)
    if ('error' in action) target.send(errorEvent(action.error, trigger))
    if ('drop' in action) target.drop()
    if ('close' in action) target.close(action.close.code, action.close.reason ?? '')
    if ('stall' in action) target.setStalled(true)
    if ('resume' in action) target.setStalled(false)
    if ('expire' in action) target.expire()
  }
}

function errorEvent(
  error: { code: string; message: string; type?: string },
  trigger: RealtimeClientEvent | null,
): ServerEvent {
  const { code, message, type = 'invalid_request_error' } = error
  return { type: 'error', error: { type, code, message, param: null, event_id: trigger?.event_id ?? null } }
}
