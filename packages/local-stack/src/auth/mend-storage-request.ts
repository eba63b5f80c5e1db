/**
 * The bytes of an upload, whichever way the client wrapped them: supabase-js sends Blobs as multipart with a part
 * without a name, which the embedded storage service does not read. Other requests come back as they are.
 */
export async function mendStorageRequest(request: Request): Promise<Request> {
  if (!['POST', 'PUT'].includes(request.method)) return request
  if (!request.headers.get('content-type')?.startsWith('multipart/form-data')) return request
  const form = await request.formData()
  const file = form.get('') ?? form.get('file')
  if (!(file instanceof Blob)) return new Request(request.url, { method: request.method, headers: request.headers })
  const headers = new Headers(request.headers)
  headers.set('content-type', file.type || 'application/octet-stream')
  headers.set('content-length', String(file.size))
  const seconds = Number(form.get('cacheControl'))
  if (form.has('cacheControl') && Number.isFinite(seconds)) headers.set('cache-control', `max-age=${seconds}`)
  return new Request(request.url, { method: request.method, headers, body: await file.arrayBuffer() })
}
