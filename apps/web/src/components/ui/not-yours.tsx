import type { ReactNode } from 'react'
import { Button } from './button.tsx'

/** In place of something that is not there for this person, whether it exists or not; `link` leads to what is. */
export function NotYours({ what, link }: { what: string; link: ReactNode }) {
  return (
    <div className="mx-auto w-full max-w-3xl flex-1">
      <h1 className="text-display font-bold">No such {what}</h1>
      <p className="mt-4 text-lg text-ink-soft">It does not exist, or it belongs to somebody else.</p>
      <Button asChild className="mt-6">
        {link}
      </Button>
    </div>
  )
}
