import type { JsonSchema } from './json-schema.ts'
import type { Question } from './question.ts'
import { stems } from './stems.ts'

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const WHEN = new RegExp(`\\b(today|tonight|tomorrow|${DAYS.join('|')})\\b`)
const CLOCK = /\b(?:at )?(\d{1,2})(?:[:.](\d{2}))?\s*(o'?clock|am|pm|a\.m|p\.m)|\bat (\d{1,2})(?:[:.](\d{2}))?\b/
const FREE_TEXT =
  /^(query|question|q|text|message|input|prompt|content|note|body|search|search_?term|request|topic|description)$/i

/** The value of one parameter, as the words give it, or undefined. What is found is marked in `used`. */
export function findValue(
  name: string,
  schema: JsonSchema,
  question: Question,
  used: Set<string>,
  required: boolean,
): string | number | boolean | undefined {
  if (schema.enum !== undefined) return findChoice(schema.enum, question) as string | undefined
  if (schema.type === 'integer' || schema.type === 'number') return findNumber(schema, question, used)
  if (schema.type === 'boolean') return findFlag(name, question)
  const about = `${name} ${schema.description ?? ''}`.toLowerCase()
  if (schema.format === 'email' || /\be-?mail\b/.test(about)) return /[^\s@]+@[^\s@]+\.\w+/.exec(question.text)?.[0]
  if (schema.format === 'date' || /\b(date|day)\b/.test(name.toLowerCase())) return findDay(schema, question, used)
  if (/\btime\b|_time\b|\btime_/.test(name.toLowerCase())) return findClock(question, used)
  if (FREE_TEXT.test(name)) return question.text === '' ? undefined : question.text
  return findPhrase(about, question, used, required)
}

function findChoice(choices: unknown[], { plain, stems: said }: Question): unknown {
  const exact = choices.find((choice) => new RegExp(`\\b${escape(String(choice).toLowerCase())}\\b`).test(plain))
  return (
    exact ?? choices.find((choice) => [...stems(String(choice).replaceAll('_', ' '))].some((word) => said.has(word)))
  )
}

function findNumber(schema: JsonSchema, { plain }: Question, used: Set<string>): number | undefined {
  const clock = CLOCK.exec(plain)?.[0]
  const rest = clock === undefined ? plain : plain.replace(clock, ' ')
  for (const [digits] of rest.matchAll(/-?\d+(?:\.\d+)?/g)) {
    const value = schema.type === 'integer' ? Math.round(Number(digits)) : Number(digits)
    const fits = value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity)
    if (!fits || used.has(digits)) continue
    used.add(digits)
    return value
  }
  return undefined
}

function findFlag(name: string, { plain, stems: said }: Question): boolean | undefined {
  if (/\b(off|disable|without|no|not|don't)\b/.test(plain)) return false
  if (/\b(on|enable|with|yes)\b/.test(plain)) return true
  return [...stems(name.replaceAll('_', ' '))].some((word) => said.has(word)) ? true : undefined
}

function findDay(schema: JsonSchema, { plain }: Question, used: Set<string>): string | undefined {
  const word = WHEN.exec(plain)?.[1]
  const iso = /\b\d{4}-\d{2}-\d{2}\b/.exec(plain)?.[0]
  if (word === undefined) return iso
  used.add(word)
  return schema.format === 'date' ? isoDay(word) : word
}

/** The next such day, today included for `today` only, as `YYYY-MM-DD` in local time. */
function isoDay(word: string): string {
  const date = new Date()
  const index = DAYS.indexOf(word)
  if (word === 'tomorrow') date.setDate(date.getDate() + 1)
  if (index >= 0) date.setDate(date.getDate() + ((index - date.getDay() + 7) % 7 || 7))
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

function findClock({ plain }: Question, used: Set<string>): string | undefined {
  const found = CLOCK.exec(plain)
  const [, spoken, minutes, half, bare, bareMinutes] = found ?? []
  const digits = spoken ?? bare
  if (digits === undefined) return undefined
  used.add(digits)
  const hour = Number(digits) + (half?.startsWith('p') && Number(digits) < 12 ? 12 : 0)
  return `${String(hour).padStart(2, '0')}:${minutes ?? bareMinutes ?? '00'}`
}

const PREPOSITIONS: Array<[about: RegExp, words: string]> = [
  [/\b(city|location|place|town|country|region|where|address|destination)\b/, 'in|for|at|to|near|from|around'],
  [/\b(name|person|who|recipient|contact|customer|to)\b/, 'for|to|with|named|called|name is|call'],
  [/\b(number|id|code|reference|order)\b/, 'number|order|code|id|reference'],
]

/** The words after a fitting preposition: `in New York tomorrow` → `New York`. */
function findPhrase(about: string, question: Question, used: Set<string>, required: boolean): string | undefined {
  const fitting = PREPOSITIONS.find(([pattern]) => pattern.test(about.replaceAll('_', ' ')))?.[1]
  const phrase = after(fitting ?? 'about|for|of|on|in|to', question)
  if (phrase !== undefined && !used.has(phrase.toLowerCase())) {
    used.add(phrase.toLowerCase())
    return phrase
  }
  const words = question.text.replace(/[.?!]+$/, '').split(/\s+/)
  // A bare answer such as "Paris." names the thing itself.
  return required && words.length > 0 && words.length <= 3 && question.text !== '' && fitting !== undefined
    ? bareName(words.join(' '))
    : undefined
}

const bareName = (words: string): string | undefined => (/^[A-Z0-9]/.test(words) ? words : undefined)

function after(prepositions: string, { text }: Question): string | undefined {
  const stop = `(?=\\s+(?:in|for|at|to|on|from|with|and|please|today|tonight|tomorrow|now|is|${DAYS.join('|')})\\b|[.,?!]|$)`
  const pattern = new RegExp(
    `\\b(?:${prepositions})\\s+(?:the |a |an |my )?([\\p{L}\\d][\\p{L}\\d' -]*?)${stop}`,
    'giu',
  )
  const found = [...text.matchAll(pattern)].map((match) => match[1]?.trim() ?? '')
  return found.find(
    (phrase) => phrase !== '' && !WHEN.test(phrase.toLowerCase()) && !/^\d+ (people|persons)$/.test(phrase),
  )
}

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
