const CHUNK_BYTES = 0x8000

/** 16-bit samples as base64 of their little-endian bytes, as the Realtime API takes audio. */
export function encodePcm(samples: Int16Array): string {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
  let binary = ''
  // In slices, because every byte becomes an argument.
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK_BYTES))
  }
  return btoa(binary)
}
