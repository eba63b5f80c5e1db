import type { Notice } from 'postgres'

/** What loads and sets `auto_explain` for the transaction at hand. It ships with PostgreSQL; superusers may load it. */
export const EXPLAIN_NESTED = `
  load 'auto_explain';
  set local auto_explain.log_level = notice;
  set local auto_explain.log_min_duration = 0;
  set local auto_explain.log_analyze = on;
  set local auto_explain.log_buffers = on;
  set local auto_explain.log_timing = off;
  set local auto_explain.log_nested_statements = on`

/** Collects the plans that `auto_explain` notes on a connection. */
export type NestedPlans = { onnotice(notice: Notice): void; takeLongest(): string[] }

/**
 * `explain` shows a function as one node. `takeLongest` gives the plan of the largest statement that ran inside one since
 * it was asked last, without costs and text, and forgets the others.
 */
export function collectNestedPlans(): NestedPlans {
  let plans: string[][] = []
  return {
    onnotice: ({ message = '' }) => {
      const lines = message.split('\n')
      const start = lines.findIndex((line) => /\(cost=/.test(line))
      if (start >= 0) plans.push(lines.slice(start).map((line) => line.replace(/\(cost=[^)]*\) /, '')))
    },
    takeLongest: () => {
      const longest = plans
        .filter(([first]) => !first?.includes('Function Scan'))
        .sort((a, b) => b.length - a.length)[0]
      plans = []
      return longest ?? []
    },
  }
}
