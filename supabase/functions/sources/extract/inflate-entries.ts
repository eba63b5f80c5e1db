import { ParleyError } from '@parley/shared/parley-error.ts'
import { Unzip, UnzipInflate } from 'fflate'

/** Packed. It can become a thousand times as much, which is looked at only afterwards. */
const SLICE = 8 * 1024

/**
 * Unpacks some files of a zip archive, piece by piece: what they say about their size is not believed, and it ends at
 * `maxBytes` for all of them together. Files that are not asked for are passed over packed.
 *
 * @throws {ParleyError} source_inflates, source_damaged
 */
export function inflateEntries(zip: Uint8Array, names: readonly string[], maxBytes: number): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array[]>()
  let [total, open]: [number, number] = [0, 0]
  const unzip = new Unzip((file) => {
    if (!names.includes(file.name) || found.has(file.name)) return
    const pieces: Uint8Array[] = []
    found.set(file.name, pieces)
    open++
    file.ondata = (error, piece, isLast) => {
      // also what is thrown here comes back here
      if (error) throw error
      total += piece.length
      if (total > maxBytes) throw new ParleyError('source_inflates', { details: { max_bytes: maxBytes } })
      pieces.push(piece)
      if (isLast) open--
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  try {
    for (let at = 0; at < zip.length; at += SLICE) unzip.push(zip.subarray(at, at + SLICE), at + SLICE >= zip.length)
  } catch (error) {
    throw error instanceof ParleyError ? error : new ParleyError('source_damaged', { cause: error })
  }
  if (open > 0) throw new ParleyError('source_damaged', { cause: new Error('The archive ends within a file.') })
  return new Map([...found].map(([name, pieces]) => [name, join(pieces)]))
}

function join(pieces: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    joined.set(piece, at)
    at += piece.length
  }
  return joined
}
