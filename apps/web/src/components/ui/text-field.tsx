import type { ComponentProps } from 'react'
import { classNames } from '@/lib/class-names.ts'

/** A line of text input. Its label is the caller's business. */
export function TextField({ className, ...props }: ComponentProps<'input'>) {
  return (
    <input
      className={classNames(
        'h-11 w-full min-w-0 rounded-full border border-line-strong/60 bg-raised px-5 text-base text-ink placeholder:text-ink-soft',
        'transition-colors hover:border-line-strong focus-visible:outline-offset-0 aria-invalid:border-danger disabled:opacity-60',
        className,
      )}
      {...props}
    />
  )
}
