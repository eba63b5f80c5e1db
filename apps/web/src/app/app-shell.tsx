import { Link, Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { Wordmark } from '@/components/wordmark.tsx'
import { useRunFeed } from '@/features/chat/hooks/use-run-feed.ts'
import { applyCallChange } from '@/features/history/apply-call-change.ts'
import { OrganizationNews } from '@/features/organizations/components/organization-news.tsx'
import { useAccessChanges } from '@/features/organizations/hooks/use-access-changes.ts'
import { useLiveFeed } from '@/features/transcript/hooks/use-live-feed.ts'
import { MainNavigation } from './main-navigation.tsx'
import { OngoingCall } from './ongoing-call.tsx'

// Their menus are a sixth of the code, and nobody opens them first.
const AccountMenu = lazy(async () => ({ default: (await import('./account-menu.tsx')).AccountMenu }))
const OrganizationSwitcher = lazy(async () => ({
  default: (await import('@/features/organizations/components/organization-switcher.tsx')).OrganizationSwitcher,
}))

/** What surrounds every screen of somebody who is signed in. */
export function AppShell() {
  useLiveFeed(applyCallChange)
  useAccessChanges()
  useRunFeed()
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-30 focus:rounded-full focus:bg-accent focus:px-5 focus:py-2.5 focus:text-on-accent"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-20 bg-paper">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-2 px-5 sm:px-8 xl:h-16 xl:flex-nowrap xl:gap-x-4">
          <Link to="/" aria-label="Parley, home" className="flex h-14 items-center rounded-full">
            <Wordmark nameFrom="sm" />
          </Link>
          <div className="flex min-w-0 max-xl:flex-1">
            <Suspense>
              <OrganizationSwitcher />
            </Suspense>
          </div>
          <MainNavigation />
          <div className="ml-auto flex shrink-0 items-center gap-2">
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
        <OrganizationNews />
        <Outlet />
      </main>
    </div>
  )
}
