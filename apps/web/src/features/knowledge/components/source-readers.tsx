import { useId } from 'react'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { SelectField } from '@/components/ui/select-field.tsx'
import type { Organization } from '@/features/organizations/organization.ts'
import { useUpdateDocument } from '../api/update-document.ts'
import type { Source, Visibility } from '../source.ts'

type SourceReadersProps = { source: Source; organization: Organization; owns: boolean }

/** Who may read a document; its owner decides, and it applies at once. */
export function SourceReaders({ source, organization, owns }: SourceReadersProps) {
  const field = useId()
  const update = useUpdateDocument(source.id)
  if (!owns) {
    return (
      <p className="mt-5 text-sm text-ink-soft [overflow-wrap:anywhere]">
        Everyone in {organization.name} may read it. Its owner decides that.
      </p>
    )
  }
  return (
    <div className="mt-5">
      <label htmlFor={field} className="mb-1.5 block text-sm font-medium">
        Who may read it
      </label>
      <SelectField
        id={field}
        outlined
        className="w-full"
        value={update.isPending ? update.variables.visibility : source.visibility}
        disabled={update.isPending}
        onChange={(event) => update.mutate({ visibility: event.target.value as Visibility })}
      >
        <option value="private">Only you</option>
        <option value="organization">Everyone in {organization.name}</option>
      </SelectField>
      <p className="mt-1.5 text-sm text-ink-soft">Applies at once, to searches in calls too.</p>
      <ProblemLine error={update.error} />
    </div>
  )
}
