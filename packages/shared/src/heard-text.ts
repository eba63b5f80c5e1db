/**
 * The part of a spoken text that was heard when playback stopped, for want of word timings: the share of the audio that
 * was played, cut back to a whole word. Browser and relay cut with this one function, so that the screen and the stored
 * transcript agree.
 *
 * @param heardMs milliseconds that were played
 * @param totalMs milliseconds of audio that the text took; 0 or less is unknown, and nothing is counted as heard
 */
export function heardText(text: string, heardMs: number, totalMs: number): string {
  if (heardMs >= totalMs && totalMs > 0) return text
  if (heardMs <= 0 || totalMs <= 0) return ''
  const end = Math.floor((text.length * heardMs) / totalMs)
  if (/\s/.test(text.charAt(end))) return text.slice(0, end).trimEnd()
  return text.slice(0, end).replace(/\S*$/, '').trimEnd()
}
