import { ParleyError } from '@parley/shared/parley-error.ts'
import { adminClient } from '../_shared/admin-client.ts'

const BUCKET = 'sources'
const DOWNLOAD_SECONDS = 60

const bucket = () => adminClient().storage.from(BUCKET)

/** The files of sources. Nobody but the server reaches them; people get signed addresses. */
export const sourceFiles = {
  /** A file's bytes; null where there is none. */
  async read(path: string): Promise<Uint8Array | null> {
    const { data, error } = await bucket().download(path)
    if (error) {
      if (await this.exists(path)) throw failed('read', error)
      return null
    }
    return new Uint8Array(await data.arrayBuffer())
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

function failed(what: string, cause: Error): ParleyError {
  return new ParleyError('internal_error', { cause: new Error(`Storage could not ${what}: ${cause.message}`) })
}
