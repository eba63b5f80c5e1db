const RANDOM_BYTES = 12

/** A new id for an item that this client makes: 29 of the 32 characters that an id may have. */
export function newItemId(): string {
  // Not randomUUID(), which a page that is not served over https does not have.
  const bytes = crypto.getRandomValues(new Uint8Array(RANDOM_BYTES))
  return `item_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
