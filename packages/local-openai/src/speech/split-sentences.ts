/**
 * Cuts text into sentences, so that the first can be spoken while the next is being made. Every letter is in exactly
 * one of them. Titles and single initials do not end a sentence.
 */
export function splitSentences(text: string): string[] {
  const sentences: string[] = []
  for (const piece of text.split(/(?<=[.!?]["')\]]?)(?=\s+[A-Z0-9"'(])/)) {
    const previous = sentences.at(-1)
    if (previous !== undefined && ABBREVIATED.test(previous)) sentences[sentences.length - 1] = previous + piece
    else sentences.push(piece)
  }
  return sentences
}

const ABBREVIATED = /(^|\s)([A-Z]|Mr|Mrs|Ms|Dr|St|No)\.$/
