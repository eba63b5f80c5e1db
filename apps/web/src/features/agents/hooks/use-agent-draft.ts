import { useState } from 'react'
import type { Agent } from '../agent.ts'
import { type AgentDraft, draftOf, sameDraft } from '../agent-draft.ts'

/**
 * The draft of an agent in its form, on top of what is stored. What comes in from elsewhere meanwhile replaces what is
 * shown only while nothing is unsaved; else `base` stays what the person began with, and saving notices.
 */
export function useAgentDraft(agent: Agent) {
  const [{ base, draft }, setState] = useState({ base: agent, draft: draftOf(agent) })
  const unsaved = !sameDraft(draft, draftOf(base))
  if (agent !== base) {
    const sameText = sameDraft(draftOf(agent), draftOf(base))
    if (sameText) setState({ base: agent, draft })
    else if (!unsaved) setState({ base: agent, draft: draftOf(agent) })
  }
  return {
    base,
    draft,
    unsaved,
    change: (fields: Partial<AgentDraft>) => setState((now) => ({ ...now, draft: { ...now.draft, ...fields } })),
    /** Begins anew from what is stored. */
    reset: (stored: Agent) => setState({ base: stored, draft: draftOf(stored) }),
  }
}
