import type { ContextPassage } from '@parley/shared/context-item'

type Ranking = NonNullable<ContextPassage['ranking']>

/** The figures behind a hit's place, by their names in the function's answer. */
export function RankingDetails({ ranking, score }: { ranking: Ranking; score: number }) {
  const facts: [string, string | number | null][] = [
    ['score', score.toFixed(4)],
    ['text_rank', ranking.text_rank],
    ['matched_words', ranking.matched_words.join(', ') || null],
    ['coverage', ranking.coverage?.toFixed(2) ?? null],
    ['vector_rank', ranking.vector_rank],
    ['distance', ranking.distance?.toFixed(4) ?? null],
  ]
  return (
    <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 border-t border-line pt-3 tabular-nums">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt>
            <code className="text-xs">{name}</code>
          </dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">{value ?? 'none'}</dd>
        </div>
      ))}
    </dl>
  )
}
