import { ChevronDown } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from '@/lib/class-names.ts'

/** The platform's own select, which phones and screen readers know best, in this app's clothes. */
export function SelectField({ className, icon, ...props }: ComponentProps<'select'> & { icon?: ReactNode }) {
  return (
    <span className={classNames('relative inline-flex min-w-0 items-center text-ink-soft', className)}>
      <span aria-hidden className="pointer-events-none absolute left-3.5 [&_svg]:size-4">
        {icon}
      </span>
      <select
        className="h-11 w-full min-w-0 appearance-none truncate rounded-full border border-transparent bg-transparent pr-9 pl-10 text-sm text-ink-soft transition-colors hover:border-line hover:text-ink"
        {...props}
      />
      <ChevronDown aria-hidden className="pointer-events-none absolute right-3.5 size-4" />
    </span>
  )
}
