import { Link, Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { Wordmark } from '@/components/wordmark.tsx'
import { applyCallChange } from '@/features/history/apply-call-change.ts'
import { useLiveFeed } from '@/features/transcript/hooks/use-live-feed.ts'
import { OngoingCall } from './ongoing-call.tsx'

// Its menu is a sixth of the code, and nobody opens it first.
const AccountMenu = lazy(async () => ({ default: (await import('./account-menu.tsx')).AccountMenu }))

const NAVIGATION = [
  { to: '/', label: 'Call' },
  { to: '/history', label: 'History' },
] as const

/** What surrounds every screen of somebody who is signed in. */
export function AppShell() {
  useLiveFeed(applyCallChange)
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-30 focus:rounded-full focus:bg-accent focus:px-5 focus:py-2.5 focus:text-on-accent"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-20 bg-paper">
        <div className="mx-auto flex h-16 max-w-6xl items-center gap-3 px-5 sm:gap-6 sm:px-8">
          <Link to="/" aria-label="Parley, home" className="rounded-full">
            <Wordmark />
          </Link>
          <nav aria-label="Main" className="flex sm:gap-1">
            {NAVIGATION.map(({ to, label }) => (
              <Link
                key={to}
                to={to}
                className="rounded-full px-3 py-2 text-[0.9375rem] font-medium text-ink-soft transition-colors hover:text-ink aria-[current=page]:text-ink aria-[current=page]:underline aria-[current=page]:decoration-accent aria-[current=page]:decoration-2 aria-[current=page]:underline-offset-8 sm:px-4"
              >
                {label}
              </Link>
            ))}
          </nav>
          <div className="ml-auto flex items-center gap-2">
            <OngoingCall />
            <Suspense fallback={<span className="size-11" />}>
              <AccountMenu />
            </Suspense>
          </div>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-6xl flex-1 flex-col px-5 pt-6 outline-none sm:px-8 sm:pt-10"
      >
        <Outlet />
      </main>
    </div>
  )
}
