import type { SourceKind } from '@parley/shared/sources'
import { FileCode, FileSpreadsheet, FileText, FileType } from 'lucide-react'

const ICONS = {
  pdf: FileText,
  docx: FileText,
  html: FileCode,
  markdown: FileType,
  text: FileType,
  csv: FileSpreadsheet,
} as const

/** What kind of file it is, for the eye alone: the kind is always written beside it. */
export function SourceIcon({ kind }: { kind: SourceKind }) {
  const Icon = ICONS[kind]
  return <Icon aria-hidden className="size-5 shrink-0 text-ink-soft" strokeWidth={1.75} />
}
