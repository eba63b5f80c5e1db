/** Of a tool's output, in characters: some four thousand tokens. */
export const MAX_OUTPUT_CHARS = 16_000

/** A text as far as a model gets it. Where it was cut, it says so; `isCut` tells that it came cut already. */
export function capOutput(text: string, isCut = false, most = MAX_OUTPUT_CHARS): string {
  if (text.length <= most && !isCut) return text
  return `${text.slice(0, most).toWellFormed()}\n[Cut here: the output was longer. Ask for less.]`
}
