import { Link } from '@tanstack/react-router'
import { agentState } from '../agent.ts'
import type { AgentSummary } from '../api/list-organization-agents.ts'
import { StateBadge } from './state-badge.tsx'

/** An agent in the list: its name, how it stands, what it is for. */
export function AgentRow({ agent }: { agent: AgentSummary }) {
  return (
    <li className="border-t border-line last:border-b">
      <Link
        to="/agents/$agentId"
        params={{ agentId: agent.id }}
        className="-mx-3 flex flex-col gap-0.5 rounded-xl px-3 py-4 transition-colors hover:bg-sunken"
      >
        <span className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="min-w-0 truncate font-medium">{agent.name}</span>
          <StateBadge state={agentState(agent)} />
        </span>
        <span className="truncate text-[0.9375rem] text-ink-soft">{agent.description || 'No description'}</span>
      </Link>
    </li>
  )
}
