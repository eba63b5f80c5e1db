/** `pnpm bench <name> [options]`: benchmarks, each against a control in the same run. Not part of the tests. */
const BENCHES: Record<string, () => Promise<{ bench(args: string[]): Promise<void> }>> = {
  relay: () => import('./relay/bench.ts'),
  handoff: () => import('./handoff/bench.ts'),
  ingest: () => import('./ingest/bench.ts'),
  soak: () => import('./soak/bench.ts'),
  rls: () => import('./rls/bench.ts'),
  run: () => import('./run/bench.ts'),
  gateway: () => import('./gateway/bench.ts'),
  search: () => import('./search/bench.ts'),
  'search-quality': () => import('./search-quality/bench.ts'),
}

const [name = '', ...args] = process.argv.slice(2)
const load = BENCHES[name]
if (!load) {
  console.error(`Usage: pnpm bench <${Object.keys(BENCHES).join(' | ')}> [options]`)
  process.exit(2)
}
await (await load()).bench(args)
process.exit()
