import { ConfirmButton } from '@/components/ui/confirm-button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import type { Agent } from '../agent.ts'
import { useArchiveAgent } from '../api/archive-agent.ts'

/** Takes an agent out of use. */
export function ArchiveSection({ agent }: { agent: Agent }) {
  const archive = useArchiveAgent(agent.id)
  return (
    <section aria-labelledby="archive" className="mt-10">
      <h2 id="archive" className="text-xl font-semibold">
        Archive
      </h2>
      <p className="mt-2 mb-4 max-w-prose leading-relaxed text-ink-soft">
        Nobody can call an archived agent. Its draft and versions are kept, and you can bring it back.
      </p>
      <ConfirmButton
        question={`Archive ${agent.name}? Calls that are on go on; new ones are refused at once.`}
        confirm="Archive it"
        danger
        disabled={archive.isPending}
        onConfirm={() => archive.mutate()}
      >
        Archive the agent
      </ConfirmButton>
      <ProblemLine error={archive.error} />
    </section>
  )
}
