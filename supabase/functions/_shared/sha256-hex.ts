/** SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
export async function sha256Hex(text: string): Promise<string> {
  return await bytesSha256Hex(new TextEncoder().encode(text))
}

/** SHA-256 of bytes, as 64 hexadecimal digits. */
export async function bytesSha256Hex(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
