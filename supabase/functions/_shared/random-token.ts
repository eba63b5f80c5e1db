const TOKEN_BYTES = 32

/**
 * A secret that nobody guesses: 32 random bytes in base64url, so that it fits into an address or a subprotocol's name.
 * Hand it to whom it is for, and store only its hash (`sha256Hex`).
 */
export function randomToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES))
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (c) => ({ '+': '-', '/': '_' })[c] ?? '')
}
