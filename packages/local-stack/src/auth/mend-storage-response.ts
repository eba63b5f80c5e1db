/**
 * Signed addresses under the names and with the paths that the hosted storage service gives them: `signedURL` for
 * downloads, `url` for uploads, both below `/storage/v1`.
 */
export async function mendStorageResponse(response: Response): Promise<Response> {
  if (!response.ok || !response.headers.get('content-type')?.includes('application/json')) return response
  const text = await response.text()
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  const body = text.includes('"signedUrl"') ? JSON.stringify(rename(JSON.parse(text))) : text
  return new Response(body, { status: response.status, headers })
}

type Signed = { signedUrl?: string; token?: string }

function rename(body: Signed | Signed[]): unknown {
  if (Array.isArray(body)) return body.map(rename)
  const { signedUrl, ...rest } = body
  if (signedUrl === undefined) return body
  const address = signedUrl.replace(/^\/storage\/v1/, '')
  return rest.token ? { ...rest, url: address } : { ...rest, signedURL: address || null }
}
