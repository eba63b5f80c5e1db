import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { useCurrentOrganization } from '@/features/organizations/api/current-organization.ts'
import { isManager } from '@/features/organizations/organization.ts'
import { toolsQuery } from '../api/list-tools.ts'
import { kindWord, type Tool } from '../tool.ts'
import { ToolHosts } from './tool-hosts.tsx'

/** What the organisation's agents can do beside talking. Owners and admins make and change it, members look. */
export function ToolsScreen() {
  const organization = useCurrentOrganization()
  const { data: tools } = useSuspenseQuery(toolsQuery(organization.id))
  const manages = isManager(organization)
  return (
    <div className="mx-auto w-full max-w-3xl flex-1 pb-12">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <h1 className="text-display font-bold">Tools</h1>
        {manages && (
          <Button asChild>
            <Link to="/tools/new">
              <Plus aria-hidden className="size-4.5" />
              New tool
            </Link>
          </Button>
        )}
      </div>
      <p className="mt-3 text-lg text-ink-soft">
        What agents can do for a person: read and write tables as that person, call your own endpoints.
        {!manages && ' Owners and admins change it.'}
      </p>
      {tools.length > 0 ? (
        <ul className="mt-8">
          {tools.map((tool) => (
            <ToolRow key={tool.id} tool={tool} />
          ))}
        </ul>
      ) : (
        <p className="mt-8 py-6 text-ink-soft">There is no tool yet.{manages && ' Make the first one.'}</p>
      )}
      <ToolHosts organizationId={organization.id} manages={manages} />
    </div>
  )
}

function ToolRow({ tool }: { tool: Tool }) {
  const facts = [kindWord(tool.kind), tool.needs_approval && 'needs approval', !tool.enabled && 'switched off']
  return (
    <li className="border-t border-line last:border-b">
      <Link
        to="/tools/$toolId"
        params={{ toolId: tool.id }}
        className="-mx-3 flex flex-col gap-0.5 rounded-xl px-3 py-4 transition-colors hover:bg-sunken"
      >
        <span className="flex min-w-0 flex-wrap items-baseline gap-x-2.5">
          <code className="min-w-0 truncate font-mono font-medium">{tool.name}</code>
          <span className="text-sm text-ink-soft">{facts.filter(Boolean).join(' · ')}</span>
        </span>
        <span className="truncate text-[0.9375rem] text-ink-soft">{tool.description}</span>
      </Link>
    </li>
  )
}
