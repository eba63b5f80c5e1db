/** `text` with the searched words marked: whole words, and the beginnings of words that fit the last one. */
export function Highlight({ text, search }: { text: string; search: string }) {
  const words: string[] = search.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const last = words.at(-1)
  if (last === undefined) return text
  const fits = (word: string) => words.includes(word.toLowerCase()) || word.toLowerCase().startsWith(last)
  return text.split(/([\p{L}\p{N}]+)/u).map((part, index) =>
    // Words stand at the odd places of the split.
    index % 2 === 1 && fits(part) ? (
      <mark key={index} className="rounded-sm bg-accent-soft text-ink">
        {part}
      </mark>
    ) : (
      part
    ),
  )
}
