import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CheckRow } from '@/components/ui/check-row.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { knowledgeBasesQuery } from '@/features/knowledge/api/list-knowledge-bases.ts'
import type { Agent } from '../agent.ts'
import { useChooseAgentKnowledgeBase } from '../api/choose-agent-knowledge-base.ts'
import { agentKnowledgeBasesQuery } from '../api/list-agent-knowledge-bases.ts'

/** Which knowledge bases an agent searches. Kept beside the draft and its versions, so it applies at once. */
export function AgentKnowledge({ agent }: { agent: Agent }) {
  const { data: bases, error } = useQuery(knowledgeBasesQuery(agent.organization_id))
  const { data: chosen } = useQuery(agentKnowledgeBasesQuery(agent.id))
  const choose = useChooseAgentKnowledgeBase(agent)
  return (
    <section aria-labelledby="agent-knowledge" className="mt-10">
      <h2 id="agent-knowledge" className="text-xl font-semibold">
        Knowledge
      </h2>
      <p className="mt-2 max-w-prose leading-relaxed text-ink-soft">
        The agent looks things up in these knowledge bases and says where it found them: for each caller, in what that
        caller may read. A change applies at once, to the published agent too; it is no part of the draft or of a
        version.
      </p>
      {bases?.length === 0 && (
        <p className="mt-3 leading-relaxed">
          There is no knowledge base yet.{' '}
          <Link to="/knowledge" className="text-accent underline underline-offset-4">
            Make the first one
          </Link>
          .
        </p>
      )}
      {bases && bases.length > 0 && chosen && (
        <ul aria-label="Knowledge bases of this agent" className="mt-4">
          {bases.map(({ id, name, description }) => (
            <CheckRow
              key={id}
              label={name}
              hint={description}
              checked={chosen.includes(id)}
              disabled={choose.isPending}
              onChange={(checked) => choose.mutateAsync({ baseId: id, chosen: checked })}
            />
          ))}
        </ul>
      )}
      <ProblemLine error={choose.error ?? error} />
    </section>
  )
}
