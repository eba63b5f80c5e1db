import { useEffect, useState } from 'react'
import { formatDuration } from '@/lib/format-duration.ts'

/** How long a call has been live, by the second. `until`: it is over. */
export function CallTimer({ since, until }: { since: number | null; until?: number | null }) {
  const [now, setNow] = useState(() => Date.now())
  const running = since !== null && !until
  useEffect(() => {
    if (!running) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [running])
  const duration = since === null ? 0 : (until ?? now) - since
  return (
    <span role="timer" aria-label="Call time" className="font-medium text-ink-soft tabular-nums">
      {formatDuration(duration)}
    </span>
  )
}
