import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import type { Agent } from '../agent.ts'
import { useUnarchiveAgent } from '../api/unarchive-agent.ts'

/** Says that an agent is out of use, and brings it back. */
export function ArchivedNotice({ agent }: { agent: Agent }) {
  const unarchive = useUnarchiveAgent(agent.id)
  return (
    <div className="mt-6">
      <Notice
        title="This agent is archived"
        actions={
          <Button size="small" disabled={unarchive.isPending} onClick={() => unarchive.mutate()}>
            Bring it back
          </Button>
        }
      >
        Nobody can call it. It comes back as a draft, which you can change, try and publish.
      </Notice>
      <ProblemLine error={unarchive.error} />
    </div>
  )
}
