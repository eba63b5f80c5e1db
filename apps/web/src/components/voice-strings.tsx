import { useEffect, useRef } from 'react'
import { drawStrings } from './draw-strings.ts'

type VoiceStringsProps = {
  /** RMS levels of both voices, 0–1; read on every frame, so that a voice redraws no component. */
  levels: { readonly input: number; readonly output: number }
  className?: string
}

/**
 * Parley's picture of a call: strings between two people. The caller's voice runs along them from the left in ink, the
 * agent's from the right in the accent, and they cross. Decoration only: what it shows is said in words elsewhere.
 */
export function VoiceStrings({ levels, className }: VoiceStringsProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => (canvas.current ? drawStrings(canvas.current, levels) : undefined), [levels])
  return (
    <div aria-hidden className={className}>
      <canvas ref={canvas} className="block size-full" />
    </div>
  )
}
