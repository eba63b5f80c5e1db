import type { RunToolCall } from '@parley/client/agent-run/run-state'
import { Ban, CircleAlert, Hand, Wrench } from 'lucide-react'
import { OutputText } from '@/components/ui/output-text.tsx'
import { formatElapsed } from '@/lib/format-elapsed.ts'
import { toolWords } from '../tool-words.ts'

const ICONS = {
  called: Wrench,
  approval: Hand,
  client: Hand,
  done: Wrench,
  failed: CircleAlert,
  refused: Ban,
  unknown: CircleAlert,
  cancelled: Ban,
} as const

/** A tool that the agent used: its name and how it went, and on request what it was asked and what it answered. */
export function ToolStep({ call }: { call: RunToolCall }) {
  const Icon = ICONS[call.status]
  return (
    <details className="text-sm text-ink-soft">
      <summary className="inline-flex min-h-6 max-w-full cursor-pointer items-center gap-2 rounded-full hover:text-ink">
        <Icon aria-hidden className="size-3.5 shrink-0" />
        <span className="min-w-0 truncate">
          {toolWords(call)} <code className="font-semibold">{call.name}</code>
        </span>
        {call.status === 'called' && (
          <span aria-hidden className="size-1.5 shrink-0 animate-pulse-dot rounded-full bg-accent" />
        )}
        {call.ms !== null && <span className="shrink-0 tabular-nums">{formatElapsed(call.ms)}</span>}
      </summary>
      <dl className="mt-2 grid gap-3 rounded-card bg-sunken p-4">
        <Part
          name={call.decision === 'changed' ? 'Asked, as you changed it' : 'Asked'}
          value={pretty(call.arguments)}
        />
        {call.output !== null && <Part name="Answered" value={pretty(call.output)} />}
      </dl>
    </details>
  )
}

function Part({ name, value }: { name: string; value: string }) {
  return (
    <div className="min-w-0">
      <dt className="font-medium">{name}</dt>
      <dd className="mt-1">
        <OutputText text={value} />
      </dd>
    </div>
  )
}

/** Tools answer JSON as a text; a person reads it better indented. */
function pretty(value: unknown): string {
  try {
    return JSON.stringify(typeof value === 'string' ? JSON.parse(value) : value, null, 2)
  } catch {
    return String(value)
  }
}
