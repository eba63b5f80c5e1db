import type { ReactNode } from 'react'
import { classNames } from '@/lib/class-names.ts'

type SpeakerProps = { name: string; agent?: boolean; children: ReactNode }

/** Who says something, and what: set like the script of a play, as transcripts are. */
export function Speaker({ name, agent, children }: SpeakerProps) {
  return (
    <div className="grid gap-x-6 gap-y-1 sm:grid-cols-[6rem_1fr]">
      <p
        className={classNames('truncate text-sm font-semibold sm:pt-[0.2rem]', agent ? 'text-accent' : 'text-ink')}
        title={name}
      >
        {name}
      </p>
      <div className="min-w-0">{children}</div>
    </div>
  )
}
