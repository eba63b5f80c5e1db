/** News about where a person is and what they may do, to be shown whatever screen is open. */
export type OrganizationNotice = { title: string; text?: string }

let shown: OrganizationNotice | null = null
const listeners = new Set<() => void>()

/** The one notice of this window; a new one takes the place of the last. Made for `useSyncExternalStore`. */
export const organizationNotice = {
  get: (): OrganizationNotice | null => shown,
  show(notice: OrganizationNotice | null): void {
    shown = notice
    for (const listener of listeners) listener()
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}
