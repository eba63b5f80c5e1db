import { CircleAlert, Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '@/lib/class-names.ts'

type NoticeProps = { tone?: 'info' | 'problem'; title: string; children?: ReactNode; actions?: ReactNode }

/** Something a person should know, said where it matters. A problem is announced at once, other news politely. */
export function Notice({ tone = 'info', title, children, actions }: NoticeProps) {
  const problem = tone === 'problem'
  const Icon = problem ? CircleAlert : Info
  return (
    <div
      role={problem ? 'alert' : 'status'}
      className={classNames(
        'animate-rise flex gap-3.5 rounded-card p-4 text-left sm:p-5',
        problem ? 'bg-danger-soft' : 'bg-accent-soft',
      )}
    >
      <Icon aria-hidden className={classNames('mt-0.5 size-5 shrink-0', problem ? 'text-danger' : 'text-accent')} />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        {children && <div className="mt-1 text-[0.9375rem] leading-relaxed">{children}</div>}
        {actions && <div className="mt-3.5 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}
