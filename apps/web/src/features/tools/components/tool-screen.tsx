import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { BackLink } from '@/components/ui/back-link.tsx'
import { Button } from '@/components/ui/button.tsx'
import { ConfirmButton } from '@/components/ui/confirm-button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { Section } from '@/components/ui/section.tsx'
import { myOrganizationsQuery } from '@/features/organizations/api/list-my-organizations.ts'
import { isManager } from '@/features/organizations/organization.ts'
import { useDeleteTool } from '../api/delete-tool.ts'
import { toolQuery } from '../api/get-tool.ts'
import { kindWord, type Tool } from '../tool.ts'
import { toolDraftOf } from '../tool-draft.ts'
import { HostNotice } from './host-notice.tsx'
import { ToolEditor } from './tool-editor.tsx'
import { ToolForm } from './tool-form.tsx'
import { ToolSecret } from './tool-secret.tsx'
import { ToolTest } from './tool-test.tsx'

/** One tool: owners and admins change and try it, members read it. */
export function ToolScreen({ toolId }: { toolId: string }) {
  const { data: tool } = useSuspenseQuery(toolQuery(toolId))
  const { all } = useSuspenseQuery(myOrganizationsQuery).data
  const organization = all.find(({ id }) => id === tool?.organization_id)
  if (!tool || !organization) return <ToolNotFound />
  const manages = isManager(organization)
  return (
    <div className="mx-auto w-full max-w-3xl flex-1 pb-12">
      <BackLink to="/tools">Tools</BackLink>
      <div className="mt-4 flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="font-mono text-title font-bold [overflow-wrap:anywhere]">{tool.name}</h1>
        <p className="text-ink-soft">
          {kindWord(tool.kind)}
          {!tool.enabled && ', switched off'}
        </p>
      </div>
      <HostNotice tool={tool} manages={manages} />
      {manages ? (
        <>
          <ToolEditor key={tool.id} tool={tool} />
          <ToolTest key={`test ${tool.id}`} tool={tool} />
          {tool.kind === 'http' && <ToolSecret toolId={tool.id} />}
          <DeleteTool tool={tool} />
        </>
      ) : (
        <div className="mt-8">
          <p className="mb-6 text-ink-soft">Owners and admins of {organization.name} change it.</p>
          <ToolForm draft={toolDraftOf(tool)} problems={{}} disabled onChange={() => {}} />
        </div>
      )}
    </div>
  )
}

function DeleteTool({ tool }: { tool: Tool }) {
  const remove = useDeleteTool(tool.id)
  const navigate = useNavigate()
  return (
    <Section title="Delete it" text="Agents that have it lose it at once. What was called stays in the history.">
      <div className="mt-4 flex flex-wrap">
        <ConfirmButton
          danger
          question={`${tool.name} is deleted for good, with its secret.`}
          confirm="Delete"
          disabled={remove.isPending}
          onConfirm={() => remove.mutate(undefined, { onSuccess: () => void navigate({ to: '/tools' }) })}
        >
          Delete this tool
        </ConfirmButton>
      </div>
      <ProblemLine error={remove.error} />
    </Section>
  )
}

function ToolNotFound() {
  return (
    <div className="mx-auto w-full max-w-3xl flex-1">
      <h1 className="text-display font-bold">No such tool</h1>
      <p className="mt-4 text-lg text-ink-soft">
        It was deleted, or it is of an organisation that you do not belong to.
      </p>
      <Button asChild className="mt-6">
        <Link to="/tools">Tools</Link>
      </Button>
    </div>
  )
}
