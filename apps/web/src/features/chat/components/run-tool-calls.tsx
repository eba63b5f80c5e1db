import type { AgentRun } from '@parley/client/agent-run/agent-run'
import type { RunToolCall } from '@parley/client/agent-run/run-state'
import { ApprovalCard } from '@/features/approvals/components/approval-card.tsx'
import { FunctionAnswer } from './function-answer.tsx'
import { ToolStep } from './tool-step.tsx'

type RunToolCallsProps = { run: AgentRun; calls: readonly RunToolCall[]; agentName: string; organizationId: string }

/** The tools of a step: what was done, folded; what waits for the person, open. */
export function RunToolCalls({ run, calls, agentName, organizationId }: RunToolCallsProps) {
  return (
    <ul className="flex flex-col gap-2">
      {calls.map((call) => (
        <li key={call.id}>
          {call.status === 'approval' ? (
            <ApprovalCard approval={{ ...call, agentName }} organizationId={organizationId} />
          ) : call.status === 'client' ? (
            <FunctionAnswer run={run} call={call} agentName={agentName} />
          ) : (
            <ToolStep call={call} />
          )}
        </li>
      ))}
    </ul>
  )
}
