import type { Skill } from '../question.ts'
import { userName } from './remember-name.ts'

const AGAIN =
  /^(?:(?:can|could) you )?(?:please )?(?:repeat|say) (?:that|it)(?: again)?(?: please)?$|^what did you say|^pardon/
const AFTER_ME = /^(?:please )?(?:repeat after me|repeat|say)[\s:,]+(.+)$/i
const SPELL = /\bspell (?:the word )?(.+?)(?: please)?$/

/** Says the last answer again, says what it is told to say, and spells. */
export const repeat: Skill = ({ plain, text, request, before }) => {
  if (AGAIN.test(plain)) {
    const last = before.findLast((turn) => turn.role === 'assistant')
    return { text: last?.role === 'assistant' && last.text !== '' ? last.text : 'I have not said anything yet.' }
  }
  const spelt = SPELL.exec(plain)?.[1]
  if (spelt !== undefined) return { text: spell(spelt === 'my name' ? (userName(request.turns) ?? spelt) : spelt) }
  const words = AFTER_ME.exec(text)?.[1]
  return words === undefined ? undefined : { text: words }
}

const spell = (words: string): string =>
  `${words
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase()
    .split('')
    .join(', ')}.`
