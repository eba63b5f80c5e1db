import { Link, type LinkProps } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'

/** The way back from one thing to the list that it is in. */
export function BackLink({ children, ...to }: LinkProps & { children: string }) {
  return (
    <Link
      {...to}
      className="inline-flex items-center gap-1.5 rounded-full text-sm font-medium text-ink-soft hover:text-ink"
    >
      <ArrowLeft aria-hidden className="size-4" />
      {children}
    </Link>
  )
}
