import type { BrainAnswer } from '../brain/brain.ts'
import { describeFaults } from './describe-faults.ts'
import type { StampSighting } from './read-stamps.ts'
import type { Script, StampedUtterance } from './script.ts'
import { STAMP_BLOCK } from './stamp-block.ts'

const SAMPLES_PER_MS = 24

/** The utterances that a script knows, by number and by text. */
export class StampedUtterances {
  readonly #known: NonNullable<Script['utterances']>

  constructor(known: Script['utterances'] = []) {
    this.#known = known
  }

  /**
   * The text of what was heard: each utterance's own, followed by whatever is wrong with it, joined by `then`. Throws
   * when the script wants the recognition to fail, but never hides a fault so.
   */
  transcribe(sightings: readonly StampSighting[]): string {
    const texts = inTurns(sightings).map((turn) => this.#describe(turn))
    if (texts.every((text) => text === null) && texts.length > 0) {
      throw new Error('The script lets this recognition fail.')
    }
    return texts.map((text) => text ?? 'unintelligible').join(' then ')
  }

  /** The reply to an utterance's text, if the script has one. The same in every session. */
  replyTo(text: string): string | BrainAnswer | undefined {
    if (typeof this.#known !== 'function') {
      return this.#known.find((utterance, number) => textOf(utterance, number) === text)?.reply
    }
    const number = Number(/(\d+)\D*$/.exec(text)?.[1] ?? Number.NaN)
    if (Number.isNaN(number)) return undefined
    const utterance = this.#known(number)
    return utterance !== undefined && textOf(utterance, number) === text ? utterance.reply : undefined
  }

  #describe(turn: StampSighting[]): string | null {
    const number = turn[0]?.utterance ?? -1
    if (number < 0) return 'sound without a stamp'
    const utterance = this.#find(number)
    if (utterance === undefined) return `utterance ${number} unknown`
    const faults = describeFaults(turn, (utterance.ms * SAMPLES_PER_MS) / STAMP_BLOCK)
    const text = textOf(utterance, number)
    return faults === '' ? text : `${text ?? `utterance ${number}`} ${faults}`
  }

  #find(number: number): StampedUtterance | undefined {
    return typeof this.#known === 'function' ? this.#known(number) : this.#known[number]
  }
}

const textOf = ({ text }: StampedUtterance, number: number): string | null =>
  text === undefined ? `utterance ${number}` : text

/** Sightings of the same utterance that follow each other. */
function inTurns(sightings: readonly StampSighting[]): StampSighting[][] {
  const turns: StampSighting[][] = []
  for (const sighting of sightings) {
    const last = turns.at(-1)
    if (last?.[0]?.utterance === sighting.utterance) last.push(sighting)
    else turns.push([sighting])
  }
  return turns
}
