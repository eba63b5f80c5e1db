/** Fluent speech, in characters a millisecond: what text ahead of its audio is measured by until there is better. */
const USUAL_PACE = 16 / 1000
const MIN_MEASURED_MS = 1500

/** Milliseconds of audio, and the characters of text that are spoken by then. */
export type Mark = [ms: number, characters: number]
type Point = { ms: number; chars: number }

/**
 * Maps milliseconds of an answer's audio to its transcript, by how the deltas of both were interleaved. Text mostly
 * comes just before its audio: each piece then spans the audio up to the next piece. Where the text follows its audio
 * instead, each piece spans the audio before it. Browser and relay measure with this one class, so that the screen and
 * the stored transcript agree.
 */
export class HeardText {
  /** What {@link HeardText.marks} gave for a text that is complete. */
  static restore(text: string, marks: readonly Mark[]): HeardText {
    const heard = new HeardText()
    heard.text = text
    heard.audioMs = marks.at(-1)?.[0] ?? 0
    heard.#complete = true
    heard.#restored = marks.map(([ms, chars]) => ({ ms, chars }))
    return heard
  }

  text = ''
  /** Audio received so far. */
  audioMs = 0
  /** For every piece of text: the audio received before it, and the characters before and after it. */
  #marks: { ms: number; before: number; after: number }[] = []
  #complete = false
  #restored: Point[] | null = null

  /** Where in the audio the text stands, for whoever has to cut it later; the last mark is the end. */
  get marks(): Mark[] {
    return this.#points().map(({ ms, chars }) => [Math.round(ms), Math.floor(chars)])
  }

  addText(delta: string): void {
    const before = this.text.length
    this.text += delta
    this.#marks.push({ ms: this.audioMs, before, after: this.text.length })
  }

  addAudio(ms: number): void {
    this.audioMs += ms
  }

  /** The provider's final transcript. It replaces the sum of the deltas, which it nearly always equals. */
  complete(text: string): void {
    if (this.#marks.length === 0) this.#marks.push({ ms: 0, before: 0, after: text.length })
    this.text = text
    this.#complete = true
  }

  /** The text spoken within the first `ms` of audio, cut back to whole words. */
  until(ms: number): string {
    if (ms >= this.audioMs && this.#complete) return this.text
    return wholeWords(this.text, Math.floor(this.#charactersAt(Math.min(ms, this.audioMs))))
  }

  #charactersAt(ms: number): number {
    const points = this.#points()
    const after = points.findIndex((point) => point.ms > ms)
    const to = points[after]
    const from = points[after - 1]
    if (to === undefined || from === undefined) return points.at(-1)?.chars ?? 0
    return from.chars + ((ms - from.ms) / (to.ms - from.ms)) * (to.chars - from.chars)
  }

  #points(): Point[] {
    if (this.#restored !== null) return this.#restored
    // By the first piece: the last one may have come without its audio, when the answer was cut off.
    const follows = (this.#marks[0]?.ms ?? 0) > 0
    if (follows) {
      const points = [{ ms: 0, chars: 0 }, ...this.#marks.map(({ ms, after }) => ({ ms, chars: after }))]
      return [...points, { ms: this.audioMs, chars: points.at(-1)?.chars ?? 0 }]
    }
    return [...this.#marks.map(({ ms, before }) => ({ ms, chars: before })), { ms: this.audioMs, chars: this.#end() }]
  }

  /** Characters that the audio so far can hold: all of them once the answer is complete, else by its pace. */
  #end(): number {
    const last = this.#marks.findLast((mark, index) => mark.ms !== this.#marks[index - 1]?.ms)
    if (this.#complete || last === undefined) return this.text.length
    const pace = last.ms >= MIN_MEASURED_MS ? last.before / last.ms : USUAL_PACE
    return Math.min(this.text.length, last.before + (this.audioMs - last.ms) * pace)
  }
}

function wholeWords(text: string, length: number): string {
  if (length >= text.length) return text
  const cut = text.slice(0, length)
  return (/\s/.test(text[length] ?? '') ? cut : cut.replace(/\S+$/, '')).trimEnd()
}
