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
      className="-mx-2 flex max-lg:order-last max-lg:h-10 max-lg:w-[calc(100%+1rem)] max-sm:justify-between sm:-mx-3 lg:mx-0 xl:gap-1"
    >
      {NAVIGATION.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          className="rounded-full px-2 py-2 text-sm font-medium sm:px-3 sm:text-[0.9375rem] text-ink-soft transition-colors hover:text-ink aria-[current=page]:text-ink aria-[current=page]:underline aria-[current=page]:decoration-accent aria-[current=page]:decoration-2 aria-[current=page]:underline-offset-8 xl:px-4"
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
