import { Webhook } from 'standardwebhooks'

/** What begins the id of a request to us. Ids of ours are uuids: no signature that we made can be sent back to us. */
const TO_US = 'resolve_'

/**
 * Whether a request is signed with one of the secrets as Standard Webhooks says, within five minutes of now. Signatures
 * are compared in constant time.
 */
export function isSignedBy(secrets: readonly string[], headers: Headers, body: string): boolean {
  if (!headers.get('webhook-id')?.startsWith(TO_US)) return false
  return secrets.some((secret) => isSigned(secret, headers, body))
}

function isSigned(secret: string, headers: Headers, body: string): boolean {
  try {
    new Webhook(secret).verify(body, Object.fromEntries(headers))
    return true
  } catch {
    return false
  }
}
