import { useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import type { FormEvent } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { TextField } from '@/components/ui/text-field.tsx'

/** A question to the search: of everything, of a source, or of a knowledge base. */
export function AskForm({ label, source, base }: { label: string; source?: string; base?: string }) {
  const navigate = useNavigate()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const q = String(new FormData(event.currentTarget).get('q')).trim()
    if (q) void navigate({ to: '/knowledge/search', search: { q, ...(source && { source }), ...(base && { base }) } })
  }
  return (
    <search>
      <form onSubmit={submit} className="flex gap-2">
        <TextField
          type="search"
          name="q"
          required
          maxLength={2000}
          placeholder={label}
          aria-label={label}
          autoComplete="off"
        />
        <Button type="submit" variant="outline" size="icon" aria-label="Search" title="Search">
          <Search aria-hidden className="size-4.5" />
        </Button>
      </form>
    </search>
  )
}
