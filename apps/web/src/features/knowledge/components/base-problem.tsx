import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { NameTakenError } from '../name-taken-error.ts'

/** Why a knowledge base was not made or changed. */
export function BaseProblem({ error }: { error: unknown }) {
  if (!(error instanceof NameTakenError)) return <ProblemLine error={error} />
  return (
    <p role="alert" className="mt-2.5 text-sm text-danger">
      There is a knowledge base of that name already. Choose another one.
    </p>
  )
}
