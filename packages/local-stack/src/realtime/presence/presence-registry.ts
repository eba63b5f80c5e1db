import { randomBytes } from 'node:crypto'

export type PresenceMeta = Record<string, unknown> & { phx_ref: string }

/** Metas grouped by presence key, as clients get them. */
export type PresenceState = Record<string, { metas: PresenceMeta[] }>

export interface PresenceDiff {
  joins: PresenceState
  leaves: PresenceState
}

/** Hears who came to a topic and who left it. */
export interface PresenceObserver {
  presenceChanged(diff: PresenceDiff): void
}

interface Presence {
  key: string
  meta: PresenceMeta
}

/** Who is present on which topic. Each observer is there once at most; one key may be shared by several. */
export class PresenceRegistry {
  readonly #observers = new Map<string, Set<PresenceObserver>>()
  readonly #presences = new Map<string, Map<PresenceObserver, Presence>>()

  observe(topic: string, observer: PresenceObserver): void {
    this.#observers.set(topic, (this.#observers.get(topic) ?? new Set()).add(observer))
  }

  /** The observer hears nothing more of the topic, and is no longer present there. */
  forget(topic: string, observer: PresenceObserver): void {
    const observers = this.#observers.get(topic)
    observers?.delete(observer)
    if (observers?.size === 0) this.#observers.delete(topic)
    this.untrack(topic, observer)
  }

  state(topic: string): PresenceState {
    return grouped([...(this.#presences.get(topic)?.values() ?? [])])
  }

  /** Makes the observer present, or replaces what it said of itself. */
  track(topic: string, observer: PresenceObserver, key: string, payload: Record<string, unknown>): void {
    const presences = this.#presences.get(topic) ?? new Map<PresenceObserver, Presence>()
    this.#presences.set(topic, presences)
    const before = presences.get(observer)
    const previous = before ? { phx_ref_prev: before.meta.phx_ref } : {}
    const presence = { key, meta: { ...payload, ...previous, phx_ref: randomBytes(9).toString('base64url') } }
    presences.set(observer, presence)
    this.#announce(topic, [presence], before ? [before] : [])
  }

  untrack(topic: string, observer: PresenceObserver): void {
    const presences = this.#presences.get(topic)
    const presence = presences?.get(observer)
    if (!presences || !presence) return
    presences.delete(observer)
    if (presences.size === 0) this.#presences.delete(topic)
    this.#announce(topic, [], [presence])
  }

  #announce(topic: string, joins: Presence[], leaves: Presence[]): void {
    const diff = { joins: grouped(joins), leaves: grouped(leaves) }
    for (const observer of this.#observers.get(topic) ?? []) observer.presenceChanged(diff)
  }
}

function grouped(presences: Presence[]): PresenceState {
  const state: PresenceState = Object.create(null)
  for (const { key, meta } of presences) {
    const entry = state[key]
    if (entry) entry.metas.push(meta)
    else state[key] = { metas: [meta] }
  }
  return state
}
