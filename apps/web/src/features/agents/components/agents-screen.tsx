import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { useCurrentOrganization } from '@/features/organizations/api/current-organization.ts'
import { isManager } from '@/features/organizations/organization.ts'
import { type AgentSummary, organizationAgentsQuery } from '../api/list-organization-agents.ts'
import { AgentRow } from './agent-row.tsx'

/** The agents of the organisation that one works in. Owners and admins make and change them, members look. */
export function AgentsScreen() {
  const organization = useCurrentOrganization()
  const { data: agents } = useSuspenseQuery(organizationAgentsQuery(organization.id))
  const manages = isManager(organization)
  const archived = agents.filter(({ status }) => status === 'archived')
  const inUse = agents.filter(({ status }) => status !== 'archived')
  return (
    <div className="mx-auto w-full max-w-3xl flex-1 pb-12">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <h1 className="text-display font-bold">Agents</h1>
        {manages && (
          <Button asChild>
            <Link to="/agents/new">
              <Plus aria-hidden className="size-4.5" />
              New agent
            </Link>
          </Button>
        )}
      </div>
      <p className="mt-3 text-lg text-ink-soft">
        {organization.personal ? 'Yours alone.' : `Of ${organization.name}.`}{' '}
        {manages ? 'Change a draft, try it, then publish it.' : 'Owners and admins change them.'}
      </p>
      <div className="mt-8">
        {inUse.length > 0 ? <Rows agents={inUse} /> : <p className="py-6 text-ink-soft">{emptyWords(manages)}</p>}
      </div>
      {archived.length > 0 && (
        <section aria-labelledby="archived" className="mt-10">
          <h2 id="archived" className="mb-2 text-lg font-semibold">
            Archived
          </h2>
          <Rows agents={archived} />
        </section>
      )}
    </div>
  )
}

function Rows({ agents }: { agents: readonly AgentSummary[] }) {
  return (
    <ul>
      {agents.map((agent) => (
        <AgentRow key={agent.id} agent={agent} />
      ))}
    </ul>
  )
}

const emptyWords = (manages: boolean) =>
  manages ? 'There is no agent yet. Make the first one.' : 'No agent is published here yet.'
