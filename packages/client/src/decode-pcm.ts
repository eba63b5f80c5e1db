/**
 * Base64 of little-endian bytes as 16-bit samples. An odd last byte is dropped; it cannot be half a sample.
 *
 * @throws DOMException when the text is not base64.
 */
export function decodePcm(base64: string): Int16Array<ArrayBuffer> {
  const binary = atob(base64)
  const samples = new Int16Array(binary.length >> 1)
  const bytes = new Uint8Array(samples.buffer)
  for (let index = 0; index < bytes.length; index++) bytes[index] = binary.charCodeAt(index)
  return samples
}
