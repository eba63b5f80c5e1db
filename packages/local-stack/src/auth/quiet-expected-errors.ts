/**
 * The embedded services print every error of the database with its stack, also those that are an ordinary answer (a
 * policy said no, a value was taken). Inside them such errors are not printed; the caller reads them in the answer.
 * Everything else still reaches the console. `inside` tells whether the running code is theirs.
 */
export function quietExpectedErrors(inside: () => boolean): void {
  const print = console.error
  console.error = (...values: unknown[]) => {
    if (inside() && values.some(isDatabaseAnswer)) return
    print(...values)
  }
}

function isDatabaseAnswer(value: unknown): boolean {
  if (!(value instanceof Error)) return false
  const code = 'code' in value ? value.code : undefined
  // Five characters are SQLSTATE; those of a broken server or connection (08, 53, 57, 58, XX) are worth a line.
  const isState = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^(08|53|57|58|XX)/.test(code)
  return isState || 'relation' in value
}
