import { useBlocker } from '@tanstack/react-router'
import { Button } from '@/components/ui/button.tsx'

/**
 * Asks before one leaves what is not saved. Closing the window is asked about by the browser itself.
 *
 * @returns the question while it stands, in the place of the caller's choice
 */
export function LeaveGuard({ unsaved }: { unsaved: boolean }) {
  const blocker = useBlocker({ shouldBlockFn: () => unsaved, enableBeforeUnload: () => unsaved, withResolver: true })
  if (blocker.status !== 'blocked') return null
  return (
    <div role="alert" className="animate-rise mb-3 rounded-card bg-danger-soft p-4">
      <p className="font-semibold">Leave without saving?</p>
      <p className="mt-1 text-[0.9375rem]">What you changed would be lost.</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="small" autoFocus onClick={blocker.reset}>
          Stay
        </Button>
        <Button size="small" variant="outline" onClick={blocker.proceed}>
          Leave
        </Button>
      </div>
    </div>
  )
}
