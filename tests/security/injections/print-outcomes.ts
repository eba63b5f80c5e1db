import type { Outcome } from './attack.ts'

const sum = (outcomes: Outcome[], of: (outcome: Outcome) => number) =>
  outcomes.reduce((total, outcome) => total + of(outcome), 0)

/** What was tried and what came out, a line for each text and way in, and one for all. */
export function printOutcomes(outcomes: Outcome[]): void {
  console.log('| text | wants | read in | tried | done as Mia | to approve | leaks | changes | foreign requests |')
  console.log('| --- | --- | --- | --: | --: | --: | --: | --: | --: |')
  for (const outcome of outcomes)
    console.log(line(outcome.injection.id, outcome.injection.wants, outcome.carrier, [outcome]))
  console.log(line('all', '', '', outcomes))
}

function line(text: string, wants: string, carrier: string, outcomes: Outcome[]): string {
  const counts = [
    sum(outcomes, ({ attempted }) => attempted),
    sum(outcomes, ({ carriedOut }) => carriedOut),
    sum(outcomes, ({ waiting }) => waiting),
    sum(outcomes, ({ leaks }) => leaks.length),
    sum(outcomes, ({ changed }) => changed.length),
    sum(outcomes, ({ foreign }) => foreign.length),
  ]
  return `| ${[text, wants, carrier, ...counts].join(' | ')} |`
}
