import { detectAll } from 'tinyld'

/** Less text says too little about its language. In characters. */
const ENOUGH = 40
const SAMPLE = 2_000

/** ISO 639-1, as the detector says it, to the text search configurations that PostgreSQL has. */
const CONFIGURATION: Record<string, string> = {
  ar: 'arabic',
  da: 'danish',
  de: 'german',
  el: 'greek',
  en: 'english',
  es: 'spanish',
  fi: 'finnish',
  fr: 'french',
  hi: 'hindi',
  hu: 'hungarian',
  id: 'indonesian',
  it: 'italian',
  nl: 'dutch',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
}

/**
 * The name of the text search configuration for a text, by what its letters look like; `simple` where its language has
 * none; undefined: the text does not tell.
 */
export function detectLanguage(text: string): string | undefined {
  const sample = text.slice(0, SAMPLE)
  if (sample.trim().length < ENOUGH) return undefined
  const [likeliest] = detectAll(sample)
  return likeliest && (CONFIGURATION[likeliest.lang] ?? 'simple')
}
