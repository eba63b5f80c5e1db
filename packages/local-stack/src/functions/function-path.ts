/**
 * Path and query as the function sees them: `/<name>/…`, without the gateway's `/functions/v1`.
 *
 * @param target Path and query of the request, with or without that prefix.
 */
export function functionPath(target: string): string {
  return target.replace(/^\/functions\/v1(?=\/)/, '')
}
