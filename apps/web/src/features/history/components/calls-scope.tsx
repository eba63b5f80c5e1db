import { RadioGroup } from 'radix-ui'

type CallsScopeProps = { everyones: boolean; onChoose: (everyones: boolean) => void }

const SCOPES = [
  { value: 'mine', label: 'Mine' },
  { value: 'everyone', label: 'Everyone’s' },
] as const

/** Own calls, or everyone's that one may read. */
export function CallsScope({ everyones, onChoose }: CallsScopeProps) {
  return (
    <RadioGroup.Root
      value={everyones ? 'everyone' : 'mine'}
      onValueChange={(value) => onChoose(value === 'everyone')}
      aria-label="Whose calls"
      className="mt-4 flex gap-2"
    >
      {SCOPES.map(({ value, label }) => (
        <RadioGroup.Item
          key={value}
          value={value}
          className="h-9 rounded-full border border-line bg-raised px-4 text-sm font-medium transition-colors hover:border-line-strong data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft"
        >
          {label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}
