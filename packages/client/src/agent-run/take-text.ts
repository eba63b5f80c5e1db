import type { RunStep, TextPiece } from './run-state.ts'

/**
 * A step with one more piece of its text. Pieces may come twice, overlap, and overtake each other: one that comes early
 * is kept until what is before it is there. Complete text stays as it is.
 */
export function takeText(step: RunStep, piece: TextPiece): RunStep {
  if (step.spoken) return step
  // The new worker's model may say something else than the one before did.
  if (step.restarted && piece.offset <= step.text.length) {
    return { ...step, restarted: false, text: step.text.slice(0, piece.offset) + piece.delta, ahead: [] }
  }
  if (piece.offset > step.text.length) return { ...step, ahead: [...step.ahead, piece] }
  return joinAhead({ ...step, text: joined(step.text, piece) })
}

function joined(text: string, { offset, delta }: TextPiece): string {
  return text + delta.slice(text.length - offset)
}

function joinAhead(step: RunStep): RunStep {
  const next = step.ahead.find(({ offset }) => offset <= step.text.length)
  if (!next) return step
  return joinAhead({ ...step, text: joined(step.text, next), ahead: step.ahead.filter((piece) => piece !== next) })
}
