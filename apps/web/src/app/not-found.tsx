import { Link } from '@tanstack/react-router'
import { Button } from '@/components/ui/button.tsx'
import { Wordmark } from '@/components/wordmark.tsx'

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-6xl flex-col px-5 py-5 sm:px-8">
      <Wordmark />
      <div className="my-auto py-16">
        <h1 className="text-display font-bold">Wrong number</h1>
        <p className="mt-4 max-w-md text-lg text-ink-soft">There is no page at this address.</p>
        <Button asChild className="mt-7">
          <Link to="/">Go home</Link>
        </Button>
      </div>
    </main>
  )
}
