import { type RefObject, useEffect, useRef } from 'react'
import type { TextRange } from '../split-text.ts'

/** Brings what is marked into view and gives it the keyboard's focus: when it appears, and when it is another one. */
export function useShowMark(mark: TextRange | null): RefObject<HTMLElement | null> {
  const ref = useRef<HTMLElement>(null)
  const key = mark && `${mark.start}-${mark.end}`
  useEffect(() => {
    if (!key) return
    // After the router has put the new screen to its top.
    const frame = requestAnimationFrame(() => {
      const mark = ref.current
      const long = (mark?.getBoundingClientRect().height ?? 0) > innerHeight / 2
      mark?.scrollIntoView({ block: long ? 'start' : 'center' })
      mark?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  }, [key])
  return ref
}
