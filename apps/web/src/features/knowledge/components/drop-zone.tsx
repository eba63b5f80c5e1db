import { SOURCE_KINDS } from '@parley/shared/sources'
import { Upload } from 'lucide-react'
import { type ReactNode, useId, useRef } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/lib/class-names.ts'
import { useFileDrop } from '../hooks/use-file-drop.ts'

const ACCEPT = [...SOURCE_KINDS.map((kind) => `.${kind}`), '.htm', '.md', '.txt'].join(',')

/** Takes files, dropped or chosen. What may be dropped is said before. `children`: what is chosen for them. */
export function DropZone({ onFiles, children }: { onFiles: (files: FileList) => void; children?: ReactNode }) {
  const [heading, limits] = [useId(), useId()]
  const input = useRef<HTMLInputElement>(null)
  const { over, ...drop } = useFileDrop(onFiles)
  return (
    <section
      aria-labelledby={heading}
      {...drop}
      className={classNames(
        'rounded-card border-2 border-dashed p-5 transition-colors sm:p-6',
        over ? 'border-accent bg-accent-soft' : 'border-line-strong/60 bg-raised',
      )}
    >
      <div className="flex flex-wrap items-center gap-x-6 gap-y-4">
        <div className="min-w-0 flex-1 basis-64">
          <h2 id={heading} className="text-lg font-semibold">
            Drop files here
          </h2>
          <p id={limits} className="mt-1 text-[0.9375rem] leading-relaxed text-ink-soft">
            Several at once. PDF and Word up to 50 MB; HTML, Markdown, text and CSV up to 10 MB.
          </p>
        </div>
        <input
          ref={input}
          type="file"
          multiple
          accept={ACCEPT}
          hidden
          onChange={(event) => {
            if (event.target.files) onFiles(event.target.files)
            // The same file can be chosen again.
            event.target.value = ''
          }}
        />
        <Button aria-describedby={limits} onClick={() => input.current?.click()}>
          <Upload aria-hidden className="size-4.5" />
          Choose files
        </Button>
      </div>
      {children}
    </section>
  )
}
