import type { ErrorCode } from '@parley/shared/error-codes.ts'
import type { SourceKind } from '@parley/shared/sources.ts'

const startsWith = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, at) => bytes[at] === byte)
const isZip = (bytes: Uint8Array) => startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)
/** Old Office files, and new ones that are locked by a password. */
const isCompound = (bytes: Uint8Array) => startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)
const hasUtf16Mark = (bytes: Uint8Array) => startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)

/** Why a file cannot be of a kind, by its first bytes, whatever it is called; undefined: it can. */
export function contentFault(kind: SourceKind, bytes: Uint8Array): ErrorCode | undefined {
  if (bytes.length === 0) return 'source_empty'
  if (kind === 'pdf') return latin(bytes.subarray(0, 1024)).includes('%PDF-') ? undefined : 'source_type_differs'
  if (kind === 'docx') return docxFault(bytes)
  return isText(bytes) ? undefined : 'source_type_differs'
}

function docxFault(bytes: Uint8Array): ErrorCode | undefined {
  if (isZip(bytes)) return undefined
  const isLocked = isCompound(bytes) && latin(bytes).replaceAll('\0', '').includes('EncryptedPackage')
  return isLocked ? 'source_encrypted' : 'source_type_differs'
}

function isText(bytes: Uint8Array): boolean {
  if (latin(bytes.subarray(0, 5)) === '%PDF-' || isZip(bytes) || isCompound(bytes)) return false
  return hasUtf16Mark(bytes) || !bytes.subarray(0, 65_536).includes(0)
}

const latin = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)
