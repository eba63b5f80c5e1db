import { Lock, Users } from 'lucide-react'
import { formatBytes } from '@/lib/format-bytes.ts'
import type { Source } from '../source.ts'
import { KIND_WORDS, pagesWords } from '../source-words.ts'

type SourceFactsProps = {
  source: Source
  /** In a personal organisation nobody else is there to read it. */
  personal: boolean
  /** Whose it is, where it is not the reader's. */
  owner: string | undefined
}

/** What is to be known about a document, in a line. */
export function SourceFacts({ source: { file, visibility }, personal, owner }: SourceFactsProps) {
  const facts = [
    KIND_WORDS[file.kind],
    formatBytes(file.bytes),
    file.status === 'ready' && file.pages_total ? pagesWords(file.kind, file.pages_total) : null,
    owner ? `from ${owner}` : null,
  ].filter((fact) => fact !== null)
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 text-sm text-ink-soft tabular-nums">
      {facts.join(' · ')}
      {!personal && (
        <span className="inline-flex items-center gap-1">
          {visibility === 'private' ? (
            <Lock aria-hidden className="size-3.5" />
          ) : (
            <Users aria-hidden className="size-3.5" />
          )}
          {visibility === 'private' ? 'Only you' : 'Everyone'}
        </span>
      )}
    </span>
  )
}
