import { ChevronDown } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from '@/lib/class-names.ts'

type SelectFieldProps = ComponentProps<'select'> & { icon?: ReactNode; outlined?: boolean }

/** The platform's own select, which phones and screen readers know best, in this app's clothes. */
export function SelectField({ className, icon, outlined, ...props }: SelectFieldProps) {
  return (
    <span className={classNames('relative inline-flex min-w-0 items-center text-ink-soft', className)}>
      {icon && (
        <span aria-hidden className="pointer-events-none absolute left-3.5 [&_svg]:size-4">
          {icon}
        </span>
      )}
      <select
        className={classNames(
          'h-11 w-full min-w-0 appearance-none truncate rounded-full border pr-9 text-sm transition-colors disabled:opacity-60',
          icon ? 'pl-10' : 'pl-4',
          outlined
            ? 'border-line-strong/60 bg-raised text-ink hover:border-line-strong'
            : 'border-transparent bg-transparent text-ink-soft hover:border-line hover:text-ink',
        )}
        {...props}
      />
      <ChevronDown aria-hidden className="pointer-events-none absolute right-3.5 size-4" />
    </span>
  )
}
