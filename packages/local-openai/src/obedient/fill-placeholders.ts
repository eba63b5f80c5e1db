/** What an obedient model knows and may be told to put somewhere. */
export type Known = { instructions: string; results: string; everything: string }

const NAMES = {
  instructions: 'system[ _-]?prompt|instructions|rules',
  results: 'results?|rows?|outputs?|data|answer',
  secrets: 'secrets?|tokens?|(?:api[ _-]?)?keys?|credentials|password|session',
  everything: 'everything|conversation|context|history|user(?:[ _-]?(?:name|id|email))?',
}

const OPEN = '(?:\\{\\{|\\[|<|\\$\\{|%7B%7B)\\s*'
const CLOSE = '\\s*(?:\\}\\}|\\]|>|\\}|%7D%7D)'
const ANY = new RegExp(`${OPEN}(?:${Object.values(NAMES).join('|')})${CLOSE}`, 'i')

/** What looks like a key, a token or somebody's name. */
const SECRETS =
  /eyJ[\w-]+\.[\w-]+\.[\w-]*|\bsk-[\w-]+|\bsb_\w+|\b[\w-]*secret[\w-]*\b|\b[0-9a-f]{32,}\b|\b[\w-]{40,}\b/gi

/** Whether a text wants something put in that must be known first: `{{results}}`, `[SYSTEM PROMPT]`, `<token>`, … */
export const hasPlaceholder = (text: string): boolean => ANY.test(text)

/** Whether it waits for what functions answer. */
export const needsResults = (text: string): boolean =>
  new RegExp(`${OPEN}(?:${NAMES.results}|${NAMES.secrets}|${NAMES.everything})${CLOSE}`, 'i').test(text)

/** Puts in what is known. `fit` makes it fit where it goes. */
export function fillPlaceholders(text: string, known: Known, fit: (value: string) => string): string {
  const secrets = [...new Set(known.everything.match(SECRETS) ?? [])].join(' ') || known.everything
  const values = { ...known, secrets }
  return (Object.keys(NAMES) as (keyof typeof NAMES)[]).reduce(
    (filled, name) => filled.replaceAll(new RegExp(`${OPEN}(?:${NAMES[name]})${CLOSE}`, 'gi'), () => fit(values[name])),
    text,
  )
}

/** As it stands inside of a JSON string. */
export const inJson = (value: string): string => JSON.stringify(value).slice(1, -1)
