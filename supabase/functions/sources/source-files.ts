import { ParleyError } from '@parley/shared/parley-error.ts'
import { adminClient } from '../_shared/admin-client.ts'
import { MemoryGate } from './memory-gate.ts'

const BUCKET = 'sources'
const DOWNLOAD_SECONDS = 60
/** Of 256 MB that a worker has. Its start takes some 60, and reading a PDF about as much as the file again. */
const gate = new MemoryGate(60 * 1024 * 1024)

const bucket = () => adminClient().storage.from(BUCKET)

/** The files of sources. Nobody but the server reaches them; people get signed addresses. */
export const sourceFiles = {
  /**
   * Reads a file and holds it for as long as `act` takes; null where there is none. It goes straight into the one buffer
   * that it needs, and waits until others are done with theirs: a worker has memory for few copies of the largest. Of a
   * file that is larger than expected, one byte more is read than expected.
   */
  async use<T>(path: string, expectedBytes: number, act: (bytes: Uint8Array | null) => Promise<T>): Promise<T> {
    return await gate.hold(expectedBytes, async () => {
      const { data, error } = await bucket().download(path).asStream()
      if (!error) return await act(await readInto(new Uint8Array(expectedBytes + 1), data))
      if (await this.exists(path)) throw failed('read', error)
      return await act(null)
    })
  },

  async exists(path: string): Promise<boolean> {
    const [, folder = '', name = ''] = /^(.*)\/([^/]+)$/.exec(path) ?? []
    const { data, error } = await bucket().list(folder, { search: name, limit: 1 })
    if (error) throw failed('list', error)
    return data.some((file) => file.name === name)
  },

  /** Where a browser uploads to, once: a file that is there is not replaced. */
  async uploadTarget(path: string): Promise<{ path: string; token: string }> {
    const { data, error } = await bucket().createSignedUploadUrl(path)
    if (error) throw failed('sign an upload', error)
    return { path, token: data.token }
  },

  /** An address that anybody can download from for a minute, as a file of that name. */
  async downloadUrl(path: string, name: string): Promise<string> {
    const { data, error } = await bucket().createSignedUrl(path, DOWNLOAD_SECONDS, { download: name })
    if (error) throw failed('sign a download', error)
    return data.signedUrl
  },

  /** Files that are not there are no error. */
  async remove(paths: string[]): Promise<void> {
    const { error } = await bucket().remove(paths)
    if (error) throw failed('remove', error)
  },
}

async function readInto(buffer: Uint8Array, stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  let length = 0
  for await (const piece of stream) {
    const part = piece.subarray(0, buffer.length - length)
    buffer.set(part, length)
    length += part.length
    // Leaving the loop ends the download.
    if (length === buffer.length) break
  }
  return buffer.subarray(0, length)
}

function failed(what: string, cause: Error): ParleyError {
  return new ParleyError('internal_error', { cause: new Error(`Storage could not ${what}: ${cause.message}`) })
}
