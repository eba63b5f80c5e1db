import type { ComponentProps } from 'react'
import { classNames } from '@/lib/class-names.ts'

/** Several lines of text, as high as what stands in it where the browser can; by `rows` elsewhere. */
export function TextArea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      className={classNames(
        'field-sizing-content block w-full min-w-0 resize-y rounded-card border border-line-strong/60 bg-raised px-5 py-3 text-base leading-relaxed text-ink placeholder:text-ink-soft',
        'transition-colors hover:border-line-strong focus-visible:outline-offset-0 aria-invalid:border-danger disabled:opacity-60',
        className,
      )}
      {...props}
    />
  )
}
