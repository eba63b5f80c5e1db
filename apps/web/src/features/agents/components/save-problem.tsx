import { Button } from '@/components/ui/button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { DraftChangedError } from '../api/save-agent.ts'

/** Why the draft was not saved or published. Where somebody else was faster, the way to what they wrote. */
export function SaveProblem({ error, onTakeTheirs }: { error: Error | null; onTakeTheirs: () => void }) {
  if (!(error instanceof DraftChangedError)) return <ProblemLine error={error} />
  return (
    <div role="alert" className="animate-rise mb-3 rounded-card bg-danger-soft p-4">
      <p className="font-semibold">Somebody else has changed this draft</p>
      <p className="mt-1 text-[0.9375rem]">Nothing was saved. Copy what you want to keep, then load what they wrote.</p>
      <Button size="small" variant="outline" className="mt-3" onClick={onTakeTheirs}>
        Load theirs
      </Button>
    </div>
  )
}
