import type { Question, Skill } from '../question.ts'

const TIME = /\b(what time is it|what is the time|what's the time|tell me the time|current time)\b/
const DATE = /\b(what day is it|what is the date|what's the date|what is today|today's date|what day is today)\b/

/** The time and the date, here or in a city that a time zone is named after. */
export const tellTime: Skill = (question) => {
  const { plain } = question
  if (!TIME.test(plain) && !DATE.test(plain)) return undefined
  const { place, timeZone } = zoneOf(question)
  const where = place === undefined ? '' : ` in ${place}`
  if (TIME.test(plain)) {
    const time = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit', timeZone }).format(new Date())
    return { text: `It is ${time}${where}.` }
  }
  const date = new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeZone }).format(new Date())
  return { text: `Today is ${date}${where}.` }
}

function zoneOf({ plain }: Question): { place?: string; timeZone?: string } {
  const city = /\bin ([a-z][a-z ]*?)(?: (?:now|today|right now))?$/.exec(plain)?.[1]?.replaceAll(' ', '_')
  if (city === undefined) return {}
  const timeZone = Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase().endsWith(`/${city}`))
  return timeZone === undefined ? {} : { timeZone, place: timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? '' }
}
