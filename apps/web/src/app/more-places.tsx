import { Link, useLocation } from '@tanstack/react-router'
import { ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { classNames } from '@/lib/class-names.ts'
import { PLACES } from './places.ts'

const ITEM =
  'flex min-h-11 cursor-pointer items-center rounded-xl px-3 text-[0.9375rem] outline-none data-[highlighted]:bg-sunken aria-[current=page]:font-semibold aria-[current=page]:text-accent'

/** The places that are not in front. On a phone these are most. */
export function MorePlaces({ className }: { className: string }) {
  const { pathname } = useLocation()
  const here = PLACES.find(({ to }) => to !== '/' && (pathname === to || pathname.startsWith(`${to}/`)))
  return (
    // Not modal: locking the page would inject a style, which the page's policy forbids.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className={classNames(
          className,
          'flex items-center gap-1',
          here && here.shown !== 'always' && 'text-ink underline decoration-accent decoration-2 underline-offset-8',
          here?.shown === 'where-wide' && 'md:text-ink-soft md:no-underline',
        )}
      >
        More
        <ChevronDown aria-hidden className="size-4" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        align="start"
        sideOffset={6}
        collisionPadding={16}
        className="animate-rise z-30 w-52 rounded-card border border-line bg-raised p-2 shadow-[0_1rem_2.5rem_-1rem_rgb(0_0_0/0.3)]"
      >
        {PLACES.filter(({ shown }) => shown !== 'always').map(({ to, label, shown }) => (
          <DropdownMenu.Item key={to} asChild className={classNames(ITEM, shown === 'where-wide' && 'md:hidden')}>
            <Link to={to}>{label}</Link>
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}
