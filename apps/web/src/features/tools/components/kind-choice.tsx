import type { ToolDraft } from '../tool-draft.ts'

const KINDS = [
  { kind: 'http', label: 'HTTP', hint: 'Calls an endpoint of yours, which can ask whom it serves.' },
  { kind: 'database', label: 'Database', hint: 'Reads or writes a table as the person whom the agent serves.' },
] as const

type KindChoiceProps = { kind: ToolDraft['kind']; onChoose: (kind: ToolDraft['kind']) => void }

/** What kind of tool it is to be. It stays that. */
export function KindChoice({ kind: chosen, onChoose }: KindChoiceProps) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-[0.9375rem] font-semibold">Kind</legend>
      <div className="grid gap-2.5 sm:grid-cols-2">
        {KINDS.map(({ kind, label, hint }) => (
          <label
            key={kind}
            className="flex cursor-pointer gap-3 rounded-card border border-line bg-raised p-4 hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="kind"
              value={kind}
              checked={kind === chosen}
              onChange={() => onChoose(kind)}
              className="mt-1 size-4.5 shrink-0 accent-accent"
            />
            <span>
              <span className="block font-medium">{label}</span>
              <span className="block text-sm text-ink-soft">{hint}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
