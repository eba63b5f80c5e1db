import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { WaitingCount } from '@/features/approvals/components/waiting-count.tsx'
import { classNames } from '@/lib/class-names.ts'
import { PLACES } from './places.ts'

// As the other menus, see the shell.
const MorePlaces = lazy(async () => ({ default: (await import('./more-places.tsx')).MorePlaces }))

/** How a place looks, and the one where one is. */
const PLACE =
  'block rounded-full px-3 py-2 whitespace-nowrap text-[0.9375rem] font-medium text-ink-soft transition-colors hover:text-ink aria-[current=page]:text-ink aria-[current=page]:underline aria-[current=page]:decoration-accent aria-[current=page]:decoration-2 aria-[current=page]:underline-offset-8'

/** The app's places; those that do not fit are in a menu. Below the rest of the header, on a line of their own, where that is narrow. */
export function MainNavigation() {
  return (
    <nav aria-label="Main" className="-mx-3 flex max-xl:order-last max-xl:h-10 max-xl:w-[calc(100%+1.5rem)] xl:mx-0">
      {PLACES.filter(({ shown }) => shown !== 'in-menu').map(({ to, label, shown }) => (
        <Link key={to} to={to} className={classNames(PLACE, shown === 'where-wide' && 'max-md:hidden')}>
          {label}
          {to === '/approvals' && <WaitingCount />}
        </Link>
      ))}
      <Suspense>
        <MorePlaces className={PLACE} />
      </Suspense>
    </nav>
  )
}
