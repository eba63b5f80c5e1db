import { useEffect, useState } from 'react'

/** Seconds that count down to 0, and a way to start them. */
export function useCountdown(initial = 0): [seconds: number, start: (seconds: number) => void] {
  const [until, setUntil] = useState(() => Date.now() + initial * 1000)
  const [now, setNow] = useState(() => Date.now())
  const seconds = Math.max(0, Math.ceil((until - now) / 1000))
  const running = seconds > 0
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [running])
  const start = (wait: number) => {
    setNow(Date.now())
    setUntil(Date.now() + wait * 1000)
  }
  return [seconds, start]
}
