const UNITS = ['bytes', 'kB', 'MB', 'GB'] as const

/** A file's size as people read it: `812 bytes`, `1.4 MB`. Steps of 1,024, as files are counted where they are kept. */
export function formatBytes(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1024 ** step
  const digits = step > 0 && value < 10 ? 1 : 0
  return `${value.toLocaleString(undefined, { maximumFractionDigits: digits })} ${UNITS[step]}`
}
