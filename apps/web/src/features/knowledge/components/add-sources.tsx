import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { SelectField } from '@/components/ui/select-field.tsx'
import type { Organization } from '@/features/organizations/organization.ts'
import { knowledgeBasesQuery } from '../api/list-knowledge-bases.ts'
import type { Visibility } from '../source.ts'
import { uploadStore } from '../uploads/upload-store.ts'
import { DropZone } from './drop-zone.tsx'
import { UploadList } from './upload-list.tsx'

/** Where files are given, with what is decided for them before, and those on their way. */
export function AddSources({ organization, intoBase }: { organization: Organization; intoBase?: string }) {
  const { data: bases = [] } = useQuery(knowledgeBasesQuery(organization.id))
  const client = useQueryClient()
  const [visibility, setVisibility] = useState<Visibility>('private')
  const [chosenBase, setChosenBase] = useState('')
  const knowledgeBaseId = intoBase ?? (bases.some(({ id }) => id === chosenBase) ? chosenBase : null)
  const onArrived = () => client.invalidateQueries({ queryKey: ['knowledge'] })
  const add = (files: FileList) =>
    uploadStore.add(files, { organizationId: organization.id, visibility, knowledgeBaseId, onArrived })
  const choices = !organization.personal || (!intoBase && bases.length > 0)
  return (
    <>
      <DropZone onFiles={add}>
        {choices && (
          <div className="mt-4 flex flex-wrap gap-x-6 gap-y-3">
            {!organization.personal && (
              <Choice
                label="Who may read them"
                value={visibility}
                onChange={(value) => setVisibility(value as Visibility)}
              >
                <option value="private">Only you</option>
                <option value="organization">Everyone in {organization.name}</option>
              </Choice>
            )}
            {!intoBase && bases.length > 0 && (
              <Choice label="Into the knowledge base" value={knowledgeBaseId ?? ''} onChange={setChosenBase}>
                <option value="">None</option>
                {bases.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Choice>
            )}
          </div>
        )}
      </DropZone>
      <UploadList organizationId={organization.id} />
    </>
  )
}

type ChoiceProps = { label: string; value: string; onChange: (value: string) => void; children: React.ReactNode }

function Choice({ label, value, onChange, children }: ChoiceProps) {
  const id = useId()
  return (
    <div className="min-w-0 flex-1 basis-52">
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <SelectField id={id} outlined className="w-full" value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </SelectField>
    </div>
  )
}
