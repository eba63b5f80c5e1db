import type { ContextPassage } from '@parley/shared/context-item'
import type { SearchMode } from '@parley/shared/search'
import { Link } from '@tanstack/react-router'
import { passageExcerpt } from '../passage-excerpt.ts'
import { rankingWords } from '../ranking-words.ts'
import { FoundWords } from './found-words.tsx'
import { RankingDetails } from './ranking-details.tsx'

type PassageHitProps = { passage: ContextPassage; sourceId: string; page: number; mode: SearchMode }

/** A passage that was found: what it says, why it was found, and the way to where it stands. */
export function PassageHit({ passage, sourceId, page, mode }: PassageHitProps) {
  const { text, ranking, start_offset, end_offset } = passage
  const stems = ranking?.matched_words ?? []
  return (
    <li>
      <p className="leading-relaxed [overflow-wrap:anywhere]">
        <FoundWords text={passageExcerpt(text, stems)} stems={stems} />
      </p>
      <Link
        to="/knowledge/$sourceId"
        params={{ sourceId }}
        search={{ page, start: start_offset, end: end_offset }}
        className="mt-1 inline-block rounded-sm text-sm text-accent underline underline-offset-4"
      >
        Read it on page {page}
      </Link>
      {ranking && (
        <details className="mt-1.5 text-sm text-ink-soft">
          <summary className="cursor-pointer rounded-sm hover:text-ink">Why it was found</summary>
          <div className="mt-2 rounded-card bg-sunken p-4 leading-relaxed">
            {rankingWords(ranking, mode).map((sentence) => (
              <p key={sentence} className="[overflow-wrap:anywhere] text-ink">
                {sentence}
              </p>
            ))}
            <RankingDetails ranking={ranking} score={passage.score} />
          </div>
        </details>
      )}
    </li>
  )
}
