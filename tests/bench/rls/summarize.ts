import { quantile } from '../quantile.ts'
import type { Samples } from './measure-queries.ts'
import { STATEMENT_TIMEOUT_MS } from './three-ways.ts'

/** The aim of every list: as a person at most so many times what it costs the table owner. */
export const AIM = 1.3
/** A row for each query and kind of people. Ratios are of samples that were taken one after the other, for one person. */
export function summarize(all: readonly Samples[]): Record<string, string | number>[] {
  return all.map(({ query, kind, ms, waitMs, rows }) => ({
    list: query.name,
    for: kind,
    rows: quantile(rows, 0.5),
    'owner p50 / p95 ms': spread(ms.owner),
    'RLS p50 / p95 ms': spread(ms.rls),
    'naive p50 / p95 ms': spread(ms.naive),
    'RLS / owner p50 (p25–p75)': ratios(ms.rls, ms.owner),
    'the same, transaction': quantile(pairRatios(waitMs.rls, waitMs.owner), 0.5).toFixed(2),
    'naive / owner p50': control(quantile(ms.naive, 0.5), quantile(ms.owner, 0.5)),
  }))
}

/**
 * Whether a list misses the aim by what a client waits for. By the server's own time alone a list of one row misses it
 * always: looking up where a person belongs costs more than finding the row.
 */
export function missesAim({ waitMs }: Samples): boolean {
  return quantile(pairRatios(waitMs.rls, waitMs.owner), 0.5) > AIM
}

function control(naive: number, owner: number): string {
  if (Number.isNaN(naive)) return '–'
  return naive === Number.POSITIVE_INFINITY
    ? `> ${(STATEMENT_TIMEOUT_MS / owner).toFixed(0)}`
    : (naive / owner).toFixed(1)
}

function ratios(some: readonly number[], others: readonly number[]): string {
  const each = pairRatios(some, others)
  const [low, middle, high] = [0.25, 0.5, 0.75].map((q) => quantile(each, q).toFixed(2))
  return `${middle} (${low}–${high})`
}

function pairRatios(some: readonly number[], others: readonly number[]): number[] {
  return some.map((sample, i) => sample / (others[i] ?? Number.NaN))
}

function spread(samples: readonly number[]): string {
  if (samples.length === 0) return '–'
  return [0.5, 0.95].map((q) => milliseconds(quantile(samples, q))).join(' / ')
}

function milliseconds(ms: number): string {
  if (ms === Number.POSITIVE_INFINITY) return `> ${STATEMENT_TIMEOUT_MS}`
  return ms < 1 ? ms.toFixed(3) : ms < 100 ? ms.toFixed(1) : ms.toFixed(0)
}
