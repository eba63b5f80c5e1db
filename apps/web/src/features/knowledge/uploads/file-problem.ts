import { MAX_SOURCE_BYTES, sourceKindOf } from '@parley/shared/sources'

/** Why a file cannot become a source, as a sentence, before a byte of it is sent; `null`: it can. */
export function fileProblem({ name, size }: Pick<File, 'name' | 'size'>): string | null {
  const kind = sourceKindOf(name)
  if (!kind) return 'This kind of file cannot be read. Save it as PDF, Word (docx), HTML, Markdown, text or CSV.'
  if (size === 0) return 'The file is empty. Choose another one.'
  const megabytes = MAX_SOURCE_BYTES[kind] / 1024 / 1024
  if (size > MAX_SOURCE_BYTES[kind]) return `The file is larger than ${megabytes} MB. Split it.`
  return null
}
