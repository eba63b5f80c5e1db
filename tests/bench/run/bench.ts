/** The parts of `pnpm bench run`, each against a control in the same run. Without a name all of them, one after the other. */
const PARTS: Record<string, () => Promise<{ bench(args: string[]): Promise<void> }>> = {
  overhead: () => import('./measure-overhead.ts'),
  rows: () => import('./store-rows.ts'),
  events: () => import('./hold-events.ts'),
}

/** `pnpm bench run [part] [options]`: what runs of agents cost. */
export async function bench(args: string[]): Promise<void> {
  const [name = '', ...options] = args
  const chosen = PARTS[name]
  if (chosen) return (await chosen()).bench(options)
  for (const part of Object.values(PARTS)) await (await part()).bench(args)
}
