import { stem } from './stems.ts'

/** Words that ask for a kind of fact, and words by which one knows it. */
const RELATED: Record<string, string[]> = {
  cost: ['price', 'euro', 'dollar', 'pay', 'fee', 'free'],
  price: ['cost', 'euro', 'dollar', 'fee', 'free'],
  open: ['hour', 'clos', 'from', "o'clock"],
  hour: ['open', 'clos'],
  locat: ['address', 'street', 'find'],
  address: ['street', 'locat'],
  contact: ['phon', 'email', 'call'],
  refund: ['money', 'return'],
  pay: ['card', 'cash', 'accept', 'price'],
  ship: ['deliver'],
  deliver: ['ship'],
}

/** The stems of words by which one knows an answer to a question of these stems. */
export function relatedWords(asked: Iterable<string>): string[] {
  return [...asked].flatMap((word) => RELATED[word] ?? []).map(stem)
}
