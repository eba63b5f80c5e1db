import type { Visibility } from '../source.ts'

/** Where a file goes. */
export type UploadTarget = {
  organizationId: string
  visibility: Visibility
  /** It is put into this one as well. */
  knowledgeBaseId: string | null
  /** Reads again what lists it, before its own line goes. */
  onArrived: () => Promise<void>
}

/** A file on its way from this window. */
export type Upload = {
  key: number
  file: File
  target: UploadTarget
  /** known: the same file is there already. refused: see `problem`. A file that arrived is none of these: it is a row. */
  state: 'waiting' | 'hashing' | 'sending' | 'checking' | 'known' | 'refused'
  /** Of the sending, from 0 to 1. */
  progress: number
  sourceId: string | null
  /** Why it was refused, as a sentence. */
  problem: string | null
  /** Trying again may help. */
  repeatable: boolean
}

/** Nothing more happens to it by itself. */
export function isSettled({ state }: Upload): boolean {
  return state === 'known' || state === 'refused'
}
