import { deflection, LevelTrail } from './string-wave.ts'

const STRINGS = 11
const FRAME_RATE = 60
const SEGMENTS = 160
const REDUCED_MOTION_MS = 250

type Frame = { context: CanvasRenderingContext2D; width: number; height: number; seconds: number; moving: boolean }

/**
 * Draws the strings of a call until the returned function is called. Waves travel; for people who prefer reduced motion
 * the strings only bend as far as the voices are loud, four times a second.
 */
export function drawStrings(canvas: HTMLCanvasElement, levels: { input: number; output: number }): () => void {
  const context = canvas.getContext('2d')
  if (!context) return () => {}
  const still = matchMedia('(prefers-reduced-motion: reduce)')
  const input = new LevelTrail(FRAME_RATE)
  const output = new LevelTrail(FRAME_RATE)
  let frame = 0
  let drawnAt = 0
  const draw = (now: number) => {
    frame = requestAnimationFrame(draw)
    // One step a sixtieth of a second, whatever the screen's rate is.
    if (now - drawnAt < (still.matches ? REDUCED_MOTION_MS : 1000 / FRAME_RATE - 2)) return
    drawnAt = now
    input.push(deflection(levels.input))
    output.push(deflection(levels.output))
    const size = fit(canvas)
    context.clearRect(0, 0, canvas.width, canvas.height)
    paint({ context, ...size, seconds: now / 1000, moving: !still.matches }, input, output)
  }
  frame = requestAnimationFrame(draw)
  return () => cancelAnimationFrame(frame)
}

function fit(canvas: HTMLCanvasElement): { width: number; height: number } {
  const scale = Math.min(devicePixelRatio, 2)
  const { clientWidth: width, clientHeight: height } = canvas
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
  }
  canvas.getContext('2d')?.setTransform(scale, 0, 0, scale, 0, 0)
  return { width, height }
}

function paint(frame: Frame, input: LevelTrail, output: LevelTrail): void {
  const { context, width } = frame
  const style = getComputedStyle(document.documentElement)
  const colour = context.createLinearGradient(0, 0, width, 0)
  colour.addColorStop(0.08, style.getPropertyValue('--ink'))
  colour.addColorStop(0.92, style.getPropertyValue('--accent'))
  context.strokeStyle = colour
  context.lineCap = 'round'
  for (let string = 0; string < STRINGS; string++) {
    const fromMiddle = Math.abs(string - (STRINGS - 1) / 2) / ((STRINGS - 1) / 2)
    context.globalAlpha = 0.95 - 0.72 * fromMiddle
    context.lineWidth = 2.1 - 1.1 * fromMiddle
    context.beginPath()
    for (let segment = 0; segment <= SEGMENTS; segment++) {
      const x = segment / SEGMENTS
      context.lineTo(x * width, height(frame, string, x, input, output))
    }
    context.stroke()
  }
  context.globalAlpha = 1
}

/** Where a string is at `x` (0–1): its place at rest, breath, and both voices as waves running towards each other. */
function height(frame: Frame, string: number, x: number, input: LevelTrail, output: LevelTrail): number {
  const spread = frame.height / 40
  const rest = frame.height / 2 + (string - (STRINGS - 1) / 2) * spread
  const time = frame.moving ? frame.seconds : 0
  const phase = string * 0.42
  // Fixed at both ends.
  const free = Math.sin(Math.PI * x) ** 0.7
  const breath = 0.05 * Math.sin(2 * Math.PI * (x * 1.3 - time * 0.11) + phase * 1.7)
  const mine = input.at(frame.moving ? x : 0) * Math.sin(2 * Math.PI * (x * 3.1 - time * 1.9) + phase)
  const theirs = output.at(frame.moving ? 1 - x : 0) * Math.sin(2 * Math.PI * (x * 2.3 + time * 1.6) - phase * 0.8)
  return rest + free * frame.height * (breath + 0.2 * (mine + theirs))
}
