import { numberToWords } from './number-words.ts'

/**
 * Text as the recogniser writes it: sentences of lower-case words, numbers spelt out, nothing but letters and
 * apostrophes.
 */
export function toSpokenSentences(text: string): string[][] {
  return text
    .split(/[.!?;:\n]+(?=\s|$)|\n/)
    .map((sentence) => spokenWords(sentence))
    .filter((words) => words.length > 0)
}

function spokenWords(sentence: string): string[] {
  return (
    sentence
      .toLowerCase()
      .replaceAll('’', "'")
      .replaceAll(/\d{1,6}/g, (digits) => ` ${numberToWords(Number(digits))} `)
      .match(/[a-z]+(?:'[a-z]+)?/g) ?? []
  )
}

const QUESTION =
  /^(what|what's|who|who's|where|where's|when|why|how|which|is|are|am|do|does|did|can|could|will|would|should|have|has|may)\b/

/**
 * Recognised words as a person would write them: a capital at the beginning, names as the hints write them, a full
 * stop or question mark. Does not correct words.
 */
export function writeTranscript(recognised: string, hints: string[]): string {
  if (recognised === '') return ''
  const names = new Map(
    hints.flatMap((hint) => hint.match(/(?<=[a-z,] )[A-Z][a-z]+/g) ?? []).map((name) => [name.toLowerCase(), name]),
  )
  const text = recognised
    .split(' ')
    .map((word) => (/^i('|$)/.test(word) ? `I${word.slice(1)}` : (CAPITALS.get(word) ?? names.get(word) ?? word)))
    .join(' ')
    .replaceAll('new york', 'New York')
    .replaceAll('san francisco', 'San Francisco')
  return text.charAt(0).toUpperCase() + text.slice(1) + (QUESTION.test(recognised) ? '?' : '.')
}

const CAPITALS = new Map(
  `Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February April June July August September October
  November December Paris London Berlin Madrid Rome Vienna Tokyo Boston Chicago Amsterdam France English`
    .split(/\s+/)
    .map((word) => [word.toLowerCase(), word]),
)
