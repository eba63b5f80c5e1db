/** The text as somebody in a hurry types it: in every other longer word two inner letters are swapped, or one is missing. */
export function withTypos(text: string): string {
  let longer = 0
  return text.replace(/\p{L}{5,}/gu, (word) => {
    longer += 1
    if (longer % 2 === 0) return word
    const at = 1 + (word.length % (word.length - 3))
    const swapped = word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2)
    return word.length % 3 === 0 ? word.slice(0, at) + word.slice(at + 1) : swapped
  })
}
