import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button.tsx'

type SaveBarProps = {
  unsaved: boolean
  saving: boolean
  /** It can be saved as it is. */
  sound: boolean
  /** The draft says what is published: there is nothing to publish. */
  published: boolean
  /** The changes stand here, with buttons of their own. */
  reviewing: boolean
  onPublish: () => void
  /** What stands above the buttons: questions and problems. */
  children: ReactNode
}

/** Whether something is unsaved, and the buttons for it: within reach however long the instructions are. */
export function SaveBar({ unsaved, saving, sound, published, reviewing, onPublish, children }: SaveBarProps) {
  const stored = published ? 'Published as it stands' : 'Draft saved'
  const status = saving ? 'Saving…' : !sound ? 'Something above is missing' : unsaved ? 'Unsaved changes' : stored
  return (
    <div className="sticky bottom-0 z-10 -mx-5 mt-8 border-t border-line bg-paper px-5 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:-mx-8 sm:px-8 lg:mx-0 lg:px-0">
      {children}
      {!reviewing && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <p role="status" className="mr-auto flex items-center gap-2 text-sm text-ink-soft max-sm:w-full">
            <span aria-hidden className={`size-2 rounded-full ${unsaved ? 'bg-danger' : 'bg-accent'}`} />
            {status}
          </p>
          <Button type="submit" variant="outline" className="max-sm:flex-1" disabled={!unsaved || !sound || saving}>
            Save draft
          </Button>
          <Button className="max-sm:flex-1" onClick={onPublish} disabled={saving || !sound || (published && !unsaved)}>
            Publish…
          </Button>
        </div>
      )}
    </div>
  )
}
