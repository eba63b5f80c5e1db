import type { ContextPassage } from '@parley/shared/context-item'
import type { SearchMode } from '@parley/shared/search'

type Ranking = NonNullable<ContextPassage['ranking']>

/** Why a passage was found, in sentences. `mode`: what was searched by. */
export function rankingWords(ranking: Ranking, mode: SearchMode): string[] {
  return [foundBy(ranking, mode), hasWords(ranking), isNear(ranking)].filter((sentence) => sentence !== null)
}

function foundBy({ text_rank, vector_rank }: Ranking, mode: SearchMode): string {
  const byWords = text_rank === null ? null : `number ${text_rank} by its words`
  const byMeaning = vector_rank === null ? null : `number ${vector_rank} by its meaning`
  if (byWords && byMeaning) return `It is ${byWords} and ${byMeaning}; found both ways, it ranks higher.`
  if (byWords) return mode === 'text' ? `It is ${byWords}.` : `It is ${byWords}, and not among the nearest in meaning.`
  if (byMeaning)
    return mode === 'vector' ? `It is ${byMeaning}.` : `It is ${byMeaning}, and not among the best by words.`
  return 'It stands beside what was found.'
}

function hasWords({ matched_words, coverage }: Ranking): string | null {
  if (matched_words.length === 0) return null
  const words = new Intl.ListFormat('en').format(matched_words.map((word) => `“${word}”`))
  if (coverage === null) return `It has ${words}.`
  if (coverage > 0.995) return `It has ${words}: every word that you asked for.`
  return `It has ${words}: ${Math.round(coverage * 100)} % of what you asked for, rare words counting more.`
}

function isNear({ distance }: Ranking): string | null {
  if (distance === null) return null
  return `Its meaning is ${distance.toFixed(2)} away from the question, where 0 is the same and 1 has nothing in common.`
}
