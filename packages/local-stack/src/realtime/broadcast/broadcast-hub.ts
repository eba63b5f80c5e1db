import type { UserBroadcast } from '../protocol/user-broadcast.ts'

/** Takes the broadcasts of the topic that it joined. */
export interface BroadcastMember {
  receiveBroadcast(broadcast: UserBroadcast): void
}

/** A public and a private channel of one name are two topics. */
export function topicKey(name: string, isPrivate: boolean): string {
  return `${isPrivate ? 'private' : 'public'}:${name}`
}

/** Who is on which topic. */
export class BroadcastHub {
  readonly #topics = new Map<string, Set<BroadcastMember>>()

  join(key: string, member: BroadcastMember): void {
    const members = this.#topics.get(key) ?? new Set()
    this.#topics.set(key, members.add(member))
  }

  leave(key: string, member: BroadcastMember): void {
    const members = this.#topics.get(key)
    members?.delete(member)
    if (members?.size === 0) this.#topics.delete(key)
  }

  /** Sends to all members but `except`. */
  publish(key: string, broadcast: UserBroadcast, except?: BroadcastMember): void {
    for (const member of this.#topics.get(key) ?? []) {
      if (member !== except) member.receiveBroadcast(broadcast)
    }
  }
}
