import { useSuspenseQuery } from '@tanstack/react-query'
import { ConfirmButton } from '@/components/ui/confirm-button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { formatDay } from '@/lib/format-day.ts'
import type { Agent } from '../agent.ts'
import { agentVersionsQuery, type VersionSummary } from '../api/list-agent-versions.ts'
import { useRestoreAgentVersion } from '../api/restore-agent-version.ts'

/** What was published, newest first; any of it can be brought back into the draft. */
export function VersionList({ agent, onRestored }: { agent: Agent; onRestored: (agent: Agent) => void }) {
  const { data: versions } = useSuspenseQuery(agentVersionsQuery(agent.id))
  const restore = useRestoreAgentVersion(agent.id)
  return (
    <section aria-labelledby="versions" className="mt-10">
      <h2 id="versions" className="text-xl font-semibold">
        Versions
      </h2>
      {versions.length === 0 && <p className="mt-2 text-ink-soft">Nothing was published yet.</p>}
      <ul className="mt-3">
        {versions.map((version) => (
          <li
            key={version.number}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line py-3 last:border-b"
          >
            <p className="min-w-0">
              <span className="font-medium">Version {version.number}</span>{' '}
              <span className="text-sm text-ink-soft">{facts(version)}</span>
            </p>
            <ConfirmButton
              label={`Restore version ${version.number}`}
              question={`The draft will say what version ${version.number} says; what stands there now is lost. Callers notice nothing until you publish.`}
              confirm="Replace the draft"
              disabled={restore.isPending}
              onConfirm={() => restore.mutate(version.number, { onSuccess: onRestored })}
            >
              Restore
            </ConfirmButton>
          </li>
        ))}
      </ul>
      <ProblemLine error={restore.error} />
    </section>
  )
}

function facts({ status, published_at }: VersionSummary): string {
  const at = new Date(published_at)
  const time = at.toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' })
  return `${status === 'published' ? 'published' : 'archived, published'} ${formatDay(at)}, ${time}`
}
