import { RadioGroup } from 'radix-ui'
import type { Agent } from '../api/list-agents.ts'

type AgentPickerProps = { agents: readonly Agent[]; chosen: string | undefined; onChoose: (agentId: string) => void }

/** Whom to call, when there is a choice. Arrow keys move. */
export function AgentPicker({ agents, chosen, onChoose }: AgentPickerProps) {
  return (
    <RadioGroup.Root
      value={chosen ?? null}
      onValueChange={onChoose}
      aria-label="Agent"
      className="flex max-w-2xl flex-wrap justify-center gap-2.5"
    >
      {agents.map((agent) => (
        <RadioGroup.Item
          key={agent.id}
          value={agent.id}
          title={agent.description}
          className="h-11 max-w-64 truncate rounded-full border border-line bg-raised px-5 text-[0.9375rem] font-medium transition-colors hover:border-line-strong data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft"
        >
          {agent.name}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}
