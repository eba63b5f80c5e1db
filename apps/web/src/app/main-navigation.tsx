import { Link } from '@tanstack/react-router'

const NAVIGATION = [
  { to: '/', label: 'Call' },
  { to: '/history', label: 'History' },
  { to: '/agents', label: 'Agents' },
  { to: '/knowledge', label: 'Knowledge' },
  { to: '/settings', label: 'Settings' },
] as const

/** The app's places. On narrow screens they have a line of their own, below the rest of the header. */
export function MainNavigation() {
  return (
    <nav
      aria-label="Main"
      className="-mx-3 flex max-md:order-last max-md:h-10 max-md:w-[calc(100%+1.5rem)] md:mx-0 lg:gap-1"
    >
      {NAVIGATION.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          className="rounded-full px-3 py-2 text-[0.9375rem] font-medium text-ink-soft transition-colors hover:text-ink aria-[current=page]:text-ink aria-[current=page]:underline aria-[current=page]:decoration-accent aria-[current=page]:decoration-2 aria-[current=page]:underline-offset-8 lg:px-4"
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
