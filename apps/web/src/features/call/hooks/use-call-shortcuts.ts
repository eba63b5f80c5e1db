import { useEffect } from 'react'
import { callStore } from '../call-store.ts'

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null

/** M mutes, T goes to the text field, Esc hangs up when pressed twice within two seconds. Not while typing, Esc aside. */
export function useCallShortcuts(
  active: boolean,
  actions: { focusText: () => void; askToEnd: () => void; leaveText: () => void },
): void {
  useEffect(() => {
    if (!active) return
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return
      if (event.key === 'Escape') return isTyping(event.target) ? actions.leaveText() : actions.askToEnd()
      if (isTyping(event.target)) return
      if (event.key === 'm' || event.key === 'M') callStore.call?.setMuted(!callStore.getSnapshot().muted)
      if (event.key === 't' || event.key === 'T') {
        event.preventDefault()
        actions.focusText()
      }
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [active, actions])
}
