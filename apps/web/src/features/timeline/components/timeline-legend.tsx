import type { ReactNode } from 'react'
import { useCallerName } from '@/features/transcript/caller-name.ts'

/** What the shapes mean. */
export function TimelineLegend({ agentName, handsOver }: { agentName: string; handsOver: boolean }) {
  const callerName = useCallerName()
  return (
    <ul className="mt-2.5 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-soft">
      <Key name={callerName}>
        <span className="h-2.5 w-4 rounded-[3px] bg-ink" />
      </Key>
      <Key name={agentName}>
        <span className="h-2.5 w-4 rounded-[3px] bg-accent" />
      </Key>
      <Key name="time to answer">
        <span className="h-0.5 w-4 bg-accent/60" />
      </Key>
      <Key name="interrupted">
        <span className="h-3.5 w-0.5 rotate-[14deg] rounded-full bg-danger" />
      </Key>
      {handsOver && (
        <>
          <Key name="hand-over">
            <span className="h-3.5 w-0.5 bg-line-strong" />
          </Key>
          <Key name="connection broke">
            <span className="h-3.5 w-2 border-x-[1.5px] border-danger bg-danger-soft" />
          </Key>
        </>
      )}
    </ul>
  )
}

function Key({ name, children }: { name: string; children: ReactNode }) {
  return (
    <li className="inline-flex items-center gap-1.5">
      <span aria-hidden className="inline-flex w-4 items-center justify-center">
        {children}
      </span>
      {name}
    </li>
  )
}
