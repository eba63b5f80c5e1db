import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { Button } from '@/components/ui/button.tsx'

/** A screen that failed: what to try. The error itself is for the console, not for a person. */
export function ErrorScreen({ reset }: ErrorComponentProps) {
  const router = useRouter()
  async function retry() {
    await router.invalidate()
    reset()
  }
  const online = navigator.onLine
  return (
    <div role="alert" className="mx-auto w-full max-w-3xl flex-1 px-5 py-10 in-[main]:px-0">
      <h1 className="text-display font-bold">{online ? 'That did not work' : 'You are offline'}</h1>
      <p className="mt-4 max-w-lg text-lg leading-relaxed text-ink-soft">
        {online
          ? 'The server could not be reached, or it answered with an error. What was stored is safe.'
          : 'Check your connection, then try again.'}
      </p>
      <div className="mt-7 flex gap-2.5">
        <Button onClick={() => void retry()}>Try again</Button>
        <Button variant="outline" onClick={() => window.location.reload()}>
          Reload the page
        </Button>
      </div>
    </div>
  )
}
