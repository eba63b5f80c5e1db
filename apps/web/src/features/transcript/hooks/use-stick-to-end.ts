import { useEffect, useRef } from 'react'

const NEAR_PX = 120

/**
 * Keeps the page at its end while something grows there, unless the reader has scrolled up to read.
 *
 * @param growth anything that changes when there is more to see
 * @param active false: never scrolls
 */
export function useStickToEnd(growth: unknown, active: boolean): void {
  const following = useRef(true)
  useEffect(() => {
    const page = document.documentElement
    const look = () => {
      following.current = page.scrollHeight - page.scrollTop - page.clientHeight < NEAR_PX
    }
    addEventListener('scroll', look, { passive: true })
    return () => removeEventListener('scroll', look)
  }, [])
  useEffect(() => {
    // A keyboard that opens, or a phone that turns, must not hide the end; it scrolls nothing by itself.
    const keepEnd = () => active && following.current && scrollTo({ top: document.documentElement.scrollHeight })
    addEventListener('resize', keepEnd)
    return () => removeEventListener('resize', keepEnd)
  }, [active])
  useEffect(() => {
    if (active && following.current) scrollTo({ top: document.documentElement.scrollHeight })
  }, [growth, active])
}
