import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'

/** The way back from an agent to the list. */
export function BackToAgents() {
  return (
    <Link
      to="/agents"
      className="inline-flex items-center gap-1.5 rounded-full text-sm font-medium text-ink-soft hover:text-ink"
    >
      <ArrowLeft aria-hidden className="size-4" />
      Agents
    </Link>
  )
}
