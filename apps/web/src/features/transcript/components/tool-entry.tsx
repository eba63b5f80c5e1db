import { Link } from '@tanstack/react-router'
import { Hand, Wrench } from 'lucide-react'
import type { TurnTool } from '../transcript-turn.ts'
import { CitationList } from './citation-list.tsx'

/** A tool that the agent used: its name, where it looked things up, and on request what it was asked and answered. */
export function ToolEntry({ tool, forming }: { tool: TurnTool; forming: boolean }) {
  const title = (
    <>
      {tool.waits ? (
        <Hand aria-hidden className="size-3.5 shrink-0 text-accent" />
      ) : (
        <Wrench aria-hidden className="size-3.5 shrink-0" />
      )}
      <span className="truncate">
        {tool.waits ? 'Needs approval:' : forming ? 'Using' : 'Used'} <code className="font-semibold">{tool.name}</code>
      </span>
    </>
  )
  return (
    <li className="text-sm text-ink-soft sm:ml-30">
      {tool.arguments || tool.output ? (
        <details>
          <summary className="inline-flex max-w-full cursor-pointer items-center gap-2 rounded-full hover:text-ink">
            {title}
          </summary>
          <dl className="mt-2 grid gap-2 rounded-card bg-sunken p-4">
            <Part name="Asked" value={tool.arguments} />
            <Part name="Answered" value={tool.output} />
          </dl>
        </details>
      ) : (
        <span className="flex items-center gap-2">{title}</span>
      )}
      {tool.waits && (
        <Link to="/approvals" className="ml-2 text-accent underline underline-offset-4">
          Decide
        </Link>
      )}
      <CitationList citations={tool.citations} />
    </li>
  )
}

function Part({ name, value }: { name: string; value: string | null }) {
  if (!value) return null
  return (
    <div>
      <dt className="font-medium">{name}</dt>
      <dd>
        <pre className="mt-1 overflow-x-auto text-xs leading-relaxed text-ink">{value}</pre>
      </dd>
    </div>
  )
}
