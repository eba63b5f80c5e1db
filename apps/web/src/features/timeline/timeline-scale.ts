/** Pixels a second at which turns of a few words can be told apart. */
const READABLE_PX_PER_SECOND = 6
/** The closest look. */
export const ZOOM_MAX = 64
const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600]
const TICK_PX = 72

/** By how much a call must be widened, as a power of two, so that its turns can be read; 1: it fits. */
export function readableZoom(lengthMs: number, widthPx: number): number {
  const needed = ((lengthMs / 1000) * READABLE_PX_PER_SECOND) / widthPx
  return Math.min(ZOOM_MAX, 2 ** Math.max(0, Math.ceil(Math.log2(needed))))
}

/** Where the axis is labelled, in milliseconds: round times, far enough from each other to be read. */
export function axisTicks(lengthMs: number, widthPx: number): number[] {
  const perSecond = widthPx / (lengthMs / 1000)
  const step = STEPS_S.find((seconds) => seconds * perSecond >= TICK_PX) ?? 7200
  return Array.from({ length: Math.floor(lengthMs / (step * 1000)) + 1 }, (_, index) => index * step * 1000)
}
