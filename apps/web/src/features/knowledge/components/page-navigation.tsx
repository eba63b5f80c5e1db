import { Link, useNavigate } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type FormEvent, startTransition, useId, useOptimistic } from 'react'
import { Button } from '@/components/ui/button.tsx'
import type { PagePlace } from '../page-place.ts'

type PageNavigationProps = {
  sourceId: string
  word: 'Page' | 'Section'
  number: number
  /** Of all pages; not known at first. */
  count: number | undefined
  place: PagePlace
}

/** From page to page, to any by its number, and whether search's cuts are shown. */
export function PageNavigation({ sourceId, word, number, count, place }: PageNavigationProps) {
  const field = useId()
  const navigate = useNavigate()
  const passages = place.passages ? { passages: true as const } : {}
  const go = (page: number, replace = false) =>
    void navigate({
      to: '/knowledge/$sourceId',
      params: { sourceId },
      search: { page, ...passages },
      replace,
      resetScroll: false,
    })
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const wanted = Math.round(Number(new FormData(event.currentTarget).get('page')))
    if (wanted >= 1) go(Math.min(wanted, count ?? wanted))
  }
  const [shown, show] = useOptimistic(place.passages === true)
  function showPassages(wanted: boolean) {
    const { passages: _, ...rest } = place
    const search = { ...rest, ...(wanted ? { passages: true as const } : {}) }
    startTransition(async () => {
      show(wanted)
      await navigate({ to: '/knowledge/$sourceId', params: { sourceId }, search, replace: true, resetScroll: false })
    })
  }
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <nav aria-label={`${word}s`} className="-ml-3 flex items-center gap-1">
        <Step
          sourceId={sourceId}
          label={`Previous ${word.toLowerCase()}`}
          page={number > 1 ? number - 1 : null}
          passages={passages}
        >
          <ChevronLeft aria-hidden className="size-5" />
        </Step>
        <form onSubmit={submit} className="flex items-center gap-2 text-[0.9375rem] tabular-nums">
          <label htmlFor={field}>{word}</label>
          <input
            key={number}
            id={field}
            name="page"
            type="number"
            inputMode="numeric"
            min={1}
            max={count}
            defaultValue={number}
            className="h-9 w-16 rounded-full border border-line-strong/60 bg-raised px-2 text-center hover:border-line-strong"
          />
          {count !== undefined && <span className="text-ink-soft">of {count.toLocaleString()}</span>}
        </form>
        <Step
          sourceId={sourceId}
          label={`Next ${word.toLowerCase()}`}
          page={count !== undefined && number < count ? number + 1 : null}
          passages={passages}
        >
          <ChevronRight aria-hidden className="size-5" />
        </Step>
      </nav>
      <label className="flex cursor-pointer items-center gap-2.5 text-[0.9375rem]">
        <input
          type="checkbox"
          checked={shown}
          onChange={(event) => showPassages(event.target.checked)}
          className="size-4.5 accent-accent"
        />
        Show passages
      </label>
    </div>
  )
}

type StepProps = {
  sourceId: string
  label: string
  /** `null`: there is none in this direction. */
  page: number | null
  passages: PagePlace
  children: React.ReactNode
}

function Step({ sourceId, label, page, passages, children }: StepProps) {
  if (page === null) {
    return (
      <Button variant="quiet" size="icon" aria-label={label} disabled>
        {children}
      </Button>
    )
  }
  return (
    <Button asChild variant="quiet" size="icon">
      <Link
        to="/knowledge/$sourceId"
        params={{ sourceId }}
        search={{ page, ...passages }}
        resetScroll={false}
        aria-label={label}
        title={label}
      >
        {children}
      </Link>
    </Button>
  )
}
