import { Link } from '@tanstack/react-router'
import { Button } from '@/components/ui/button.tsx'

/** Nothing to list: because there is nothing yet, or because nothing fits. */
export function NoCalls({ search, everyones }: { search: string; everyones: boolean }) {
  if (search) {
    return (
      <p className="py-10 text-center text-ink-soft">
        Nobody said “<span className="font-medium text-ink">{search}</span>”. Try fewer or other words.
      </p>
    )
  }
  return (
    <div className="py-10 text-center">
      <p className="text-lg text-ink-soft">
        {everyones ? 'Nobody has made a call here that you can read.' : 'Your calls will be kept here, word by word.'}
      </p>
      <Button asChild className="mt-5">
        <Link to="/">Make the first one</Link>
      </Button>
    </div>
  )
}
