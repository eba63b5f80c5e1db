import type { AgentDraft } from './agent-draft.ts'
import { sameJson } from './same-json.ts'

/** A field that says something else than before. */
export type DraftChange = { field: keyof AgentDraft; label: string; before: string; after: string }

/** What callers notice of an agent, in the order of the form. */
const LABELS = {
  name: 'Name',
  greeting: 'Greeting',
  instructions: 'Instructions',
  voice: 'Voice',
  model: 'Model',
  tools: 'Tools',
} as const

/** What publishing `after` would change for callers who have `before`. The description is none of it. */
export function draftChanges(before: AgentDraft, after: AgentDraft): DraftChange[] {
  return (Object.keys(LABELS) as (keyof typeof LABELS)[])
    .map((field) => ({ field, label: LABELS[field], before: shown(before, field), after: shown(after, field) }))
    .filter(({ field, before, after }) => (field === 'tools' ? !sameJson(before, after) : before !== after))
}

function shown(draft: AgentDraft, field: keyof typeof LABELS): string {
  if (field === 'model') return draft.model || 'Server default'
  if (field !== 'tools' || draft.tools.trim() === '') return draft[field].trim()
  try {
    return JSON.stringify(JSON.parse(draft.tools), null, 2)
  } catch {
    return draft.tools
  }
}
