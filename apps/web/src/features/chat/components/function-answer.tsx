import type { AgentRun } from '@parley/client/agent-run/agent-run'
import type { RunToolCall } from '@parley/client/agent-run/run-state'
import { useMutation } from '@tanstack/react-query'
import { SquareFunction } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { TextArea } from '@/components/ui/text-area.tsx'
import { ArgumentList } from '@/features/approvals/components/argument-list.tsx'

type FunctionAnswerProps = { run: AgentRun; call: RunToolCall; agentName: string }

/** Longest answer, as the function takes it. */
const OUTPUT_MAX = 64_000

/** A function that the page of a product would run. This page has none of its own, so its person answers for it. */
export function FunctionAnswer({ run, call, agentName }: FunctionAnswerProps) {
  const headingId = useId()
  const [output, setOutput] = useState('')
  const answer = useMutation({ mutationFn: () => run.answerFunction(call.id, output) })
  function submit(event: FormEvent) {
    event.preventDefault()
    answer.mutate()
  }
  return (
    <section aria-labelledby={headingId} className="rounded-card border border-line-strong/60 bg-raised p-4 sm:p-5">
      <h2 id={headingId} className="font-sans mb-3 flex items-start gap-2.5 font-semibold [overflow-wrap:anywhere]">
        <SquareFunction aria-hidden className="mt-0.5 size-5 shrink-0 text-accent" />
        <span>
          {agentName} calls <code className="font-mono text-[0.9375em]">{call.name}</code>, a function of your own page
        </span>
      </h2>
      <ArgumentList values={call.arguments} />
      <form onSubmit={submit} className="mt-4 flex flex-col gap-3">
        <Field label="Answer" hint="Your product answers here by itself. To try the agent, answer for it.">
          {(control) => (
            <TextArea
              {...control}
              rows={2}
              value={output}
              maxLength={OUTPUT_MAX}
              onChange={(event) => setOutput(event.target.value)}
            />
          )}
        </Field>
        <div>
          <Button type="submit" size="small" disabled={answer.isPending || answer.isSuccess}>
            Send the answer
          </Button>
        </div>
        <ProblemLine error={answer.error} />
      </form>
    </section>
  )
}
