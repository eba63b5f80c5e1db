import type { AgentRun } from '@parley/client/agent-run/agent-run'
import { useMutation } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { errorSentence } from '@/lib/error-sentence.ts'

type RunProblemProps = { run: AgentRun; errorCode: string | null }

/** Why an answer did not come, and the way to go on from where it stopped. */
export function RunProblem({ run, errorCode }: RunProblemProps) {
  const retry = useMutation({ mutationFn: () => run.retry() })
  return (
    <Notice
      tone="problem"
      title="The answer did not come"
      actions={
        <Button size="small" disabled={retry.isPending} onClick={() => retry.mutate()}>
          <RotateCcw aria-hidden className="size-4" />
          Try again
        </Button>
      }
    >
      {errorSentence({ code: errorCode })}
      <ProblemLine error={retry.error} />
    </Notice>
  )
}
