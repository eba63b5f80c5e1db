export type TapResult = { passed: number; failures: string[] }

/** Reads TAP as pgTAP prints it. A plan that was not kept is a failure; so is output without a plan. */
export function readTap(lines: readonly string[]): TapResult {
  const passed = lines.filter((line) => line.startsWith('ok ')).length
  const failures = lines.filter((line) => line.startsWith('not ok ') || line.startsWith('# Looks like you planned'))
  const planned = lines.map((line) => /^1\.\.(\d+)$/.exec(line)?.[1]).find((count) => count !== undefined)
  if (planned === undefined) return { passed, failures: [...failures, 'The file has no plan.'] }
  const ran = passed + lines.filter((line) => line.startsWith('not ok ')).length
  if (ran !== Number(planned)) failures.push(`Planned ${planned} tests, ran ${ran}.`)
  return { passed, failures }
}
