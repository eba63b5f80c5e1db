import { francAll } from 'franc-min'

/** Less text says too little about its language. In characters. */
const ENOUGH = 80
const SAMPLE = 2_000
/** A second language that is as likely as this, the first being 1, leaves it open. */
const UNCLEAR = 0.95

/** ISO 639-3, as the detector says it, to the text search configurations that PostgreSQL has. */
const CONFIGURATION: Record<string, string> = {
  arb: 'arabic',
  hin: 'hindi',
  deu: 'german',
  eng: 'english',
  fra: 'french',
  hun: 'hungarian',
  ind: 'indonesian',
  ita: 'italian',
  nep: 'nepali',
  nld: 'dutch',
  por: 'portuguese',
  ron: 'romanian',
  rus: 'russian',
  spa: 'spanish',
  srp: 'serbian',
  swe: 'swedish',
  tam: 'tamil',
  tur: 'turkish',
}

/** The name of the text search configuration for a text; `simple` where its language has none; undefined: the
 * text does not tell. */
export function detectLanguage(text: string): string | undefined {
  const sample = text.slice(0, SAMPLE)
  if (sample.trim().length < ENOUGH) return undefined
  const [first, second] = francAll(sample, { minLength: ENOUGH })
  if (!first || first[0] === 'und' || (second && second[1] > UNCLEAR)) return undefined
  return CONFIGURATION[first[0]] ?? 'simple'
}
