import { fitsStem } from '../passage-excerpt.ts'

/** A text with the words marked that search matched. */
export function FoundWords({ text, stems }: { text: string; stems: readonly string[] }) {
  if (stems.length === 0) return text
  return text.split(/([\p{L}\p{N}]+)/u).map((part, index) =>
    // Words stand at the odd places of the split.
    index % 2 === 1 && stems.some((stem) => fitsStem(part, stem)) ? (
      <mark key={index} className="rounded-sm bg-accent-soft text-ink">
        {part}
      </mark>
    ) : (
      part
    ),
  )
}
