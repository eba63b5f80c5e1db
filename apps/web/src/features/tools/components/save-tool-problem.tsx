import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { ToolNameTakenError } from '../tool-name-taken-error.ts'

/** Why a tool was not saved. What does not fit its table is said by the database, which knows the table. */
export function SaveToolProblem({ error }: { error: unknown }) {
  const words = wordsOf(error)
  if (words === null) return <ProblemLine error={error} />
  return (
    <p role="alert" className="mt-2.5 text-sm text-danger">
      {words}
    </p>
  )
}

function wordsOf(error: unknown): string | null {
  if (error instanceof ToolNameTakenError) return 'There is a tool of this name already. Choose another one.'
  const { message, hint } = (error ?? {}) as { message?: unknown; hint?: unknown }
  return message === 'tool_table_unfit' && typeof hint === 'string' ? hint : null
}
