import type { Skill } from '../question.ts'

const NUMBER = String.raw`(-?\d+(?:\.\d+)?)`
const OPERATIONS: Array<{ pattern: RegExp; words: string; compute(a: number, b: number): number }> = [
  { pattern: binary(String.raw`(?:\+|plus)`), words: 'plus', compute: (a, b) => a + b },
  { pattern: binary(String.raw`(?:-|minus)`), words: 'minus', compute: (a, b) => a - b },
  { pattern: binary(String.raw`(?:\*|x|times|multiplied by)`), words: 'times', compute: (a, b) => a * b },
  { pattern: binary(String.raw`(?:/|divided by|over)`), words: 'divided by', compute: (a, b) => a / b },
  { pattern: binary(String.raw`(?:%|percent) of`), words: 'percent of', compute: (a, b) => (a * b) / 100 },
  { pattern: new RegExp(`\\badd ${NUMBER} (?:and|to) ${NUMBER}`), words: 'plus', compute: (a, b) => a + b },
]

/** One operation on two numbers, spelt out or in digits. */
export const calculate: Skill = ({ plain }) => {
  for (const { pattern, words, compute } of OPERATIONS) {
    const found = pattern.exec(plain)
    if (found === null) continue
    const [a, b] = [Number(found[1]), Number(found[2])]
    const result = compute(a, b)
    if (!Number.isFinite(result)) return { text: 'One cannot divide by zero.' }
    return { text: `${a} ${words} ${b} is ${Number(result.toFixed(4))}.` }
  }
  return undefined
}

function binary(operator: string): RegExp {
  return new RegExp(`${NUMBER}\\s*${operator}\\s*${NUMBER}`)
}
