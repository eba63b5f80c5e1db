import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button.tsx'
import type { Agent } from '../agent.ts'
import { type AgentDraft, draftOf } from '../agent-draft.ts'
import { agentVersionQuery } from '../api/get-agent-version.ts'
import { draftChanges } from '../draft-changes.ts'
import { ChangeList } from './change-list.tsx'

type PublishReviewProps = {
  agent: Agent
  draft: AgentDraft
  busy: boolean
  onPublish: () => void
  onClose: () => void
}

/** Before publishing: what it changes for callers. */
export function PublishReview({ agent, draft, busy, onPublish, onClose }: PublishReviewProps) {
  const number = agent.published_version
  const { data: version, isPending } = useQuery({
    ...agentVersionQuery(agent.id, number ?? 0),
    enabled: number !== null,
  })
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const changes = version ? draftChanges(draftOf(version), draft) : null
  return (
    <section
      aria-labelledby="publish-review"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      className="animate-rise mb-3 rounded-card border border-line bg-sunken p-4 sm:p-5"
    >
      <h2 id="publish-review" ref={heading} tabIndex={-1} className="mb-3 text-lg font-semibold outline-none">
        {number === null ? 'Publish for the first time' : `What changes against version ${number}`}
      </h2>
      {number === null ? (
        <p className="text-[0.9375rem] leading-relaxed">Everybody in the organisation can call the agent then.</p>
      ) : isPending ? (
        <p className="text-ink-soft">Comparing…</p>
      ) : changes && changes.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section aria-label="Changes" tabIndex={0} className="-m-1 max-h-[45dvh] overflow-y-auto p-1">
          <ChangeList changes={changes} />
        </section>
      ) : (
        <p className="text-[0.9375rem] leading-relaxed">
          Nothing that callers would notice: version {number} stays published.
        </p>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button size="small" disabled={busy} onClick={onPublish}>
          {busy ? 'Publishing…' : 'Publish now'}
        </Button>
        <Button size="small" variant="quiet" onClick={onClose}>
          Not yet
        </Button>
      </div>
    </section>
  )
}
