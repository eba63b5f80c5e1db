import { useQuery } from '@tanstack/react-query'
import type { SourcePageText } from '../api/get-page.ts'
import { pageChunksQuery } from '../api/list-page-chunks.ts'
import { useShowMark } from '../hooks/use-show-mark.ts'
import { splitText, type TextRange } from '../split-text.ts'
import { PagePiece } from './page-piece.tsx'

type PageTextProps = {
  page: SourcePageText
  /** The passage that a citation points at; it is scrolled to, and has the keyboard's focus. */
  mark: TextRange | null
  showPassages: boolean
}

/** A page's text as it was taken from the file. */
export function PageText({ page, mark, showPassages }: PageTextProps) {
  const { data: chunks = [] } = useQuery({ ...pageChunksQuery(page.id), enabled: showPassages })
  const shown = showPassages ? chunks : []
  const pieces = splitText(
    page.text,
    mark,
    shown.map(({ start_offset, end_offset }) => ({ start: start_offset, end: end_offset })),
  )
  const first = pieces.find(({ marked }) => marked)
  const markRef = useShowMark(mark)
  return (
    <article className="rounded-card border border-line bg-raised p-5 sm:p-8">
      {page.title && <h2 className="mb-4 text-lg font-semibold [overflow-wrap:anywhere]">{page.title}</h2>}
      {page.text.trim() === '' && <p className="text-ink-soft">There is no text on this page.</p>}
      <div className="max-w-prose leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap">
        {pieces.map((piece) => (
          <PagePiece
            key={piece.start}
            piece={piece}
            beginning={piece.beginning.flatMap((at) => shown[at] ?? [])}
            markRef={piece === first ? markRef : undefined}
          />
        ))}
      </div>
    </article>
  )
}
