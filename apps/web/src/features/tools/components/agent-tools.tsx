import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CheckRow } from '@/components/ui/check-row.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import type { Agent } from '@/features/agents/agent.ts'
import { useChooseAgentTool } from '../api/choose-agent-tool.ts'
import { agentToolsQuery } from '../api/list-agent-tools.ts'
import { toolsQuery } from '../api/list-tools.ts'

/** Which of the organisation's tools an agent has. Kept beside the draft and its versions, so it applies at once. */
export function AgentTools({ agent }: { agent: Pick<Agent, 'id' | 'organization_id'> }) {
  const { data: tools, error } = useQuery(toolsQuery(agent.organization_id))
  const { data: chosen } = useQuery(agentToolsQuery(agent.id))
  const choose = useChooseAgentTool(agent)
  return (
    <section aria-labelledby="agent-tools" className="mt-10">
      <h2 id="agent-tools" className="text-xl font-semibold">
        Tools of the server
      </h2>
      <p className="mt-2 max-w-prose leading-relaxed text-ink-soft">
        What the agent may do for a person, as that person and with no more rights. A change applies at once, in calls
        and chats that are on, too; it is no part of the draft or of a version.
      </p>
      {tools?.length === 0 && (
        <p className="mt-3 leading-relaxed">
          There is no tool yet.{' '}
          <Link to="/tools/new" className="text-accent underline underline-offset-4">
            Make the first one
          </Link>
          .
        </p>
      )}
      {tools && tools.length > 0 && chosen && (
        <ul aria-label="Tools of this agent" className="mt-4">
          {tools.map(({ id, name, description, enabled }) => (
            <CheckRow
              key={id}
              label={name}
              hint={enabled ? description : `Switched off. ${description}`}
              checked={chosen.includes(id)}
              disabled={choose.isPending}
              onChange={(checked) => choose.mutateAsync({ toolId: id, chosen: checked })}
            />
          ))}
        </ul>
      )}
      <ProblemLine error={choose.error ?? error} />
    </section>
  )
}
