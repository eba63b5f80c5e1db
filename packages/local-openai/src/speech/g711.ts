/** The two companding laws of telephony. */
export type G711Law = 'mu' | 'a'

/** Telephone bytes → 16-bit samples, at the same rate. */
export function decodeG711(bytes: Uint8Array, law: G711Law): Int16Array {
  return Int16Array.from(bytes, law === 'mu' ? decodeMu : decodeA)
}

/** 16-bit samples → telephone bytes, at the same rate. */
export function encodeG711(samples: Int16Array, law: G711Law): Uint8Array {
  return Uint8Array.from(samples, law === 'mu' ? encodeMu : encodeA)
}

const MU_BIAS = 132
const MU_CLIP = 32635

function encodeMu(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.abs(sample), MU_CLIP) + MU_BIAS
  const exponent = 24 - Math.clz32(magnitude)
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f
  return ~(sign | (exponent << 4) | mantissa) & 0xff
}

function decodeMu(byte: number): number {
  const value = ~byte
  const exponent = (value >> 4) & 0x07
  const magnitude = ((((value & 0x0f) << 3) + MU_BIAS) << exponent) - MU_BIAS
  return value & 0x80 ? -magnitude : magnitude
}

function encodeA(sample: number): number {
  const sign = sample < 0 ? 0 : 0x80
  const magnitude = Math.min(sample < 0 ? -sample - 1 : sample, 32767)
  const exponent = Math.max(24 - Math.clz32(magnitude), 0)
  const mantissa = (magnitude >> (exponent === 0 ? 4 : exponent + 3)) & 0x0f
  return (sign | (exponent << 4) | mantissa) ^ 0x55
}

function decodeA(byte: number): number {
  const value = byte ^ 0x55
  const exponent = (value >> 4) & 0x07
  const step = ((value & 0x0f) << 4) + 8
  const magnitude = exponent === 0 ? step : (step + 256) << (exponent - 1)
  return value & 0x80 ? magnitude : -magnitude
}
