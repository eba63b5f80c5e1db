import { env } from '@/lib/env.ts'

type SendOptions = { signal: AbortSignal; onProgress: (share: number) => void }

/**
 * Uploads a file to a signed address of the bucket `sources`, as `uploadToSignedUrl` of supabase-js does, but telling how
 * far it is (from 0 to 1), which `fetch` cannot.
 *
 * @throws {TypeError} The network failed, or storage refused the file.
 */
export function sendFile(target: { path: string; token: string }, file: File, options: SendOptions): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const request = new XMLHttpRequest()
  request.open('PUT', addressOf(target))
  request.setRequestHeader('apikey', env.publishableKey)
  request.setRequestHeader('x-upsert', 'false')
  request.upload.onprogress = ({ loaded, total }) => options.onProgress(total > 0 ? loaded / total : 0)
  request.onload = () =>
    request.status < 300 ? resolve() : reject(new TypeError(`Upload failed: connection answered ${request.status}`))
  request.onerror = () => reject(new TypeError('Failed to fetch'))
  request.onabort = () => reject(options.signal.reason)
  options.signal.addEventListener('abort', () => request.abort(), { once: true })
  const form = new FormData()
  form.append('cacheControl', '3600')
  form.append('', file)
  request.send(form)
  return promise
}

function addressOf({ path, token }: { path: string; token: string }): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  return `${env.supabaseUrl}/storage/v1/object/upload/sign/sources/${encoded}?token=${encodeURIComponent(token)}`
}
