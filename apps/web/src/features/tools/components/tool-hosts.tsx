import { useSuspenseQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { Section } from '@/components/ui/section.tsx'
import { TextField } from '@/components/ui/text-field.tsx'
import { useAllowToolHost } from '../api/allow-tool-host.ts'
import { toolHostsQuery } from '../api/list-tool-hosts.ts'
import { hostOf } from '../host-of.ts'

/** The hosts that HTTP tools may call. Anything else is refused, whatever a tool's address says. */
export function ToolHosts({ organizationId, manages }: { organizationId: string; manages: boolean }) {
  const { data: hosts } = useSuspenseQuery(toolHostsQuery(organizationId))
  const allow = useAllowToolHost(organizationId)
  const [typed, setTyped] = useState('')
  const host = hostOf(typed)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (host) allow.mutate({ host, allowed: true }, { onSuccess: () => setTyped('') })
  }
  return (
    <Section
      title="Allowed hosts"
      text="HTTP tools call these and no others. Addresses in private networks are never called."
    >
      {hosts.length === 0 && <p className="mt-4 text-ink-soft">None, so no HTTP tool can be called.</p>}
      <ul aria-label="Allowed hosts" className="mt-4 flex flex-wrap gap-2">
        {hosts.map((known) => (
          <li
            key={known}
            className="flex max-w-full items-center rounded-full border border-line bg-raised pl-4 text-[0.9375rem]"
          >
            <span className="truncate py-2 font-mono text-sm last:pr-4">{known}</span>
            {manages && (
              <Button
                variant="quiet"
                size="icon"
                className="size-9"
                aria-label={`No longer allow ${known}`}
                disabled={allow.isPending}
                onClick={() => allow.mutate({ host: known, allowed: false })}
              >
                <X aria-hidden className="size-4" />
              </Button>
            )}
          </li>
        ))}
      </ul>
      {manages && (
        <form onSubmit={submit} className="mt-5 flex max-w-lg flex-wrap items-end gap-2">
          <div className="min-w-0 flex-1 basis-56">
            <Field label="Allow a host" problem={typed !== '' && !host ? 'A host such as api.example.com' : undefined}>
              {(control) => (
                <TextField
                  {...control}
                  value={typed}
                  placeholder="api.example.com"
                  autoCapitalize="off"
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(event) => setTyped(event.target.value)}
                />
              )}
            </Field>
          </div>
          <Button type="submit" variant="outline" disabled={!host || allow.isPending}>
            Allow
          </Button>
        </form>
      )}
      <ProblemLine error={allow.error} />
    </Section>
  )
}
