import { useQuery } from '@tanstack/react-query'
import { Hand } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { toolSchemasQuery } from '@/features/tools/api/tool-schemas.ts'
import { useDecideApproval } from '../api/decide-approval.ts'
import type { Approval } from '../approval.ts'
import { ArgumentList } from './argument-list.tsx'
import { ArgumentsForm } from './arguments-form.tsx'

type ApprovalCardProps = {
  approval: Pick<Approval, 'id' | 'name' | 'arguments' | 'agentName'>
  /** Whose tool it is; left out where it is not known. */
  organizationId?: string | undefined
  /** Below: where it comes from, since when. */
  children?: ReactNode
}

/** What an agent wants to do, and the three answers: as it is, with other arguments, not at all. */
export function ApprovalCard({ approval, organizationId, children }: ApprovalCardProps) {
  const { id, name, agentName } = approval
  const headingId = useId()
  const [changing, setChanging] = useState(false)
  const decide = useDecideApproval(id)
  const { data: tools } = useQuery(toolSchemasQuery)
  const named = tools?.filter(
    (tool) => tool.name === name && (tool.organization_id ?? '') === (organizationId ?? tool.organization_id),
  )
  // Two organisations may have tools of one name: then none of them is known to be this one.
  const schema = named?.length === 1 ? named[0]?.parameters : undefined
  const busy = decide.isPending || decide.isSuccess
  return (
    <section
      aria-labelledby={headingId}
      className="animate-rise rounded-card border border-line-strong/60 bg-raised p-4 sm:p-5"
    >
      <h2 id={headingId} className="font-sans flex items-start gap-2.5 font-semibold [overflow-wrap:anywhere]">
        <Hand aria-hidden className="mt-0.5 size-5 shrink-0 text-accent" />
        <span>
          {agentName} wants to use <code className="font-mono text-[0.9375em]">{name}</code>
        </span>
      </h2>
      <div className="mt-3">
        {changing ? (
          <ArgumentsForm
            schema={schema}
            initial={approval.arguments}
            confirm="Approve with these"
            busy={busy}
            onConfirm={(changed) => decide.mutate({ decision: 'approved', changed })}
            onCancel={() => setChanging(false)}
          />
        ) : (
          <>
            <ArgumentList values={approval.arguments} />
            <div className="mt-4 flex flex-wrap gap-2">
              <Button size="small" disabled={busy} onClick={() => decide.mutate({ decision: 'approved' })}>
                Approve
              </Button>
              <Button size="small" variant="outline" disabled={busy} onClick={() => setChanging(true)}>
                Change…
              </Button>
              <Button
                size="small"
                variant="outline"
                disabled={busy}
                onClick={() => decide.mutate({ decision: 'refused' })}
              >
                Refuse
              </Button>
            </div>
          </>
        )}
      </div>
      <ProblemLine error={decide.error} />
      {children}
    </section>
  )
}
