import { Download } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { saveFile } from '@/lib/save-file.ts'
import type { CallSnapshot } from '../call-store.ts'
import { unstoredText } from '../unstored-items.ts'

/** Turns that the database did not take: they are here alone, so they can be taken along. */
export function UnstoredNotice({ call }: { call: CallSnapshot }) {
  const { unstored, agentName, callId } = call
  if (unstored.length === 0) return null
  const name = `parley-call-${callId ?? 'unknown'}-not-stored`
  return (
    <Notice
      tone="problem"
      title="Some of this call could not be stored"
      actions={
        <>
          <Button size="small" onClick={() => saveFile(`${name}.txt`, 'text/plain', unstoredText(unstored, agentName))}>
            <Download aria-hidden className="size-4" />
            Save as text
          </Button>
          <Button
            size="small"
            variant="outline"
            onClick={() => saveFile(`${name}.json`, 'application/json', JSON.stringify(unstored, null, 2))}
          >
            <Download aria-hidden className="size-4" />
            Save as JSON
          </Button>
        </>
      }
    >
      {unstored.length === 1 ? 'One turn is' : `${unstored.length} turns are`} missing from your history. Save{' '}
      {unstored.length === 1 ? 'it' : 'them'} now: this page is the only place that has{' '}
      {unstored.length === 1 ? 'it' : 'them'}. Everything else is stored.
    </Notice>
  )
}
