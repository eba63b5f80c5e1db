import { cva, type VariantProps } from 'class-variance-authority'
import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'
import { classNames } from '@/lib/class-names.ts'

const button = cva(
  'inline-flex shrink-0 items-center justify-center gap-2 rounded-full font-medium whitespace-nowrap transition-colors duration-150 disabled:opacity-50 disabled:pointer-events-none [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-accent text-on-accent hover:bg-accent-hover',
        quiet: 'text-ink hover:bg-sunken',
        outline: 'border border-line bg-raised text-ink hover:border-line-strong',
        danger: 'bg-danger text-on-danger hover:bg-danger-hover',
        link: 'text-accent underline decoration-1 underline-offset-4 hover:decoration-2 px-0! h-auto! rounded-sm',
      },
      size: { medium: 'h-11 px-5 text-[0.9375rem]', small: 'h-9 px-3.5 text-sm', icon: 'size-11' },
    },
    defaultVariants: { variant: 'primary', size: 'medium' },
  },
)

/** A button; with `asChild`, a link that looks like one. */
export function Button({
  className,
  variant,
  size,
  asChild,
  ...props
}: ComponentProps<'button'> & VariantProps<typeof button> & { asChild?: boolean }) {
  const Component = asChild ? Slot.Root : 'button'
  const type = asChild ? {} : { type: 'button' as const }
  return <Component {...type} className={classNames(button({ variant, size }), className)} {...props} />
}
