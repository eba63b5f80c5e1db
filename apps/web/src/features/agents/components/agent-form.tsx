import { useSuspenseQuery } from '@tanstack/react-query'
import { Field } from '@/components/ui/field.tsx'
import { TextArea } from '@/components/ui/text-area.tsx'
import { TextField } from '@/components/ui/text-field.tsx'
import type { Organization } from '@/features/organizations/organization.ts'
import { type AgentDraft, DRAFT_MAX } from '../agent-draft.ts'
import { plansQuery } from '../api/list-plans.ts'
import type { DraftProblems } from '../draft-problems.ts'
import { modelChoices, voiceChoices } from '../plan-choices.ts'
import { ChoiceField } from './choice-field.tsx'
import { ToolsField } from './tools-field.tsx'

type AgentFormProps = {
  draft: AgentDraft
  problems: DraftProblems
  plan: Organization['plan']
  onChange: (fields: Partial<AgentDraft>) => void
}

/** Everything about an agent that can be edited. Saves nothing by itself. */
export function AgentForm({ draft, problems, plan, onChange }: AgentFormProps) {
  const { data: plans } = useSuspenseQuery(plansQuery)
  return (
    <div className="flex flex-col gap-7">
      <Field label="Name" problem={problems.name}>
        {(control) => (
          <TextField
            {...control}
            required
            value={draft.name}
            maxLength={DRAFT_MAX.name}
            autoComplete="off"
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label="Description" hint="For those who choose whom to call. Changes at once when it is saved.">
        {(control) => (
          <TextField
            {...control}
            value={draft.description}
            maxLength={DRAFT_MAX.description}
            autoComplete="off"
            onChange={(event) => onChange({ description: event.target.value })}
          />
        )}
      </Field>
      <Prompt value={draft.instructions} problem={problems.instructions} onChange={onChange} />
      <Field label="Greeting" hint="Said first when a call begins. Empty: the caller speaks first.">
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            value={draft.greeting}
            maxLength={DRAFT_MAX.greeting}
            onChange={(event) => onChange({ greeting: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-7 sm:grid-cols-2 sm:gap-5">
        <ChoiceField
          label="Voice"
          value={draft.voice}
          choices={voiceChoices(plan, plans, draft.voice)}
          planName={plan.name}
          onChange={(voice) => onChange({ voice })}
        />
        <ChoiceField
          label="Model"
          value={draft.model}
          none="Server default"
          choices={modelChoices(plan, plans, draft.model)}
          planName={plan.name}
          onChange={(model) => onChange({ model })}
        />
      </div>
      <ToolsField value={draft.tools} problem={problems.tools} onChange={(tools) => onChange({ tools })} />
    </div>
  )
}

type PromptProps = { value: string; problem: string | undefined; onChange: AgentFormProps['onChange'] }

/** Where one writes most: room to read, and how much room is left. */
function Prompt({ value, problem, onChange }: PromptProps) {
  return (
    <Field
      label="Instructions"
      hint="Who the agent is, what it knows, how it speaks."
      aside={`${value.length.toLocaleString()} of ${DRAFT_MAX.instructions.toLocaleString()}`}
      problem={problem}
    >
      {(control) => (
        <TextArea
          {...control}
          required
          rows={14}
          value={value}
          maxLength={DRAFT_MAX.instructions}
          placeholder="You are …"
          onChange={(event) => onChange({ instructions: event.target.value })}
          className="min-h-72 px-5 py-4 text-[1.0625rem]"
        />
      )}
    </Field>
  )
}
