import type { Ref } from 'react'
import { classNames } from '@/lib/class-names.ts'
import type { PageChunk } from '../api/list-page-chunks.ts'
import type { TextPiece } from '../split-text.ts'

type PagePieceProps = {
  piece: TextPiece
  /** The passages that begin here. */
  beginning: readonly PageChunk[]
  /** Given to the first piece of what is cited. */
  markRef: Ref<HTMLElement> | undefined
}

/** A piece of a page: marked where it is cited, tinted where two passages overlap. */
export function PagePiece({ piece, beginning, markRef }: PagePieceProps) {
  return (
    <>
      {beginning.map(({ id, number, headings }) => (
        <span
          key={id}
          className="mt-3 mb-1 block border-t border-line-strong/60 pt-1.5 text-xs font-medium text-ink-soft first:mt-0"
        >
          Passage {number.toLocaleString()}
          {headings.length > 0 && `, under ${headings.join(' › ')}`}
        </span>
      ))}
      {piece.marked ? (
        <mark
          ref={markRef}
          tabIndex={markRef ? -1 : undefined}
          className="scroll-mt-40 rounded-sm bg-accent-soft text-ink outline-offset-4"
        >
          {piece.text}
        </mark>
      ) : (
        <span className={classNames(piece.ranges.length > 1 && 'rounded-sm bg-sunken')}>{piece.text}</span>
      )}
    </>
  )
}
