const TICKET_BYTES = 32

/** A fresh call ticket: 32 random bytes in base64url, so that it fits into a subprotocol's name. */
export function createTicket(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(TICKET_BYTES))
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (c) => ({ '+': '-', '/': '_' })[c] ?? '')
}
