/** Of an endpoint's answer, in bytes. What comes after is not read. */
export const MAX_ANSWER_BYTES = 256 * 1024

/** A body as text, up to the cap: there the stream is let go, and `isCut` says so. Broken UTF-8 becomes U+FFFD. */
export async function readAnswer(
  body: AsyncIterable<Uint8Array>,
  most = MAX_ANSWER_BYTES,
): Promise<{ text: string; isCut: boolean }> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of body) {
    text += decoder.decode(chunk.subarray(0, most - bytes), { stream: true })
    bytes += chunk.length
    // Leaving the loop destroys the stream.
    if (bytes > most) return { text, isCut: true }
  }
  return { text: text + decoder.decode(), isCut: false }
}
