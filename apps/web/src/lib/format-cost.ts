/** Micro-dollars as dollars, exactly: no digit is rounded away, and at least cents are shown. */
export function formatCost(microUsd: number): string {
  const whole = Math.trunc(microUsd / 1_000_000)
  const micros = String(Math.abs(microUsd % 1_000_000)).padStart(6, '0')
  return `$${whole.toLocaleString('en')}.${micros.slice(0, 2)}${micros.slice(2).replace(/0+$/, '')}`
}
