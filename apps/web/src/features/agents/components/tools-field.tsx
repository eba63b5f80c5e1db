import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { TextArea } from '@/components/ui/text-area.tsx'
import { toolsFromText } from '../tools-from-text.ts'

const EXAMPLE = `[
  {
    "type": "function",
    "name": "reserve_cake",
    "description": "Reserve a cake for a customer",
    "parameters": {
      "type": "object",
      "properties": { "cake": { "type": "string", "description": "Which cake" } },
      "required": ["cake"],
      "additionalProperties": false
    }
  }
]`

type ToolsFieldProps = { value: string; problem: string | undefined; onChange: (value: string) => void }

/** The functions that an agent may call, as JSON. What is wrong with it is said while one types. */
export function ToolsField({ value, problem, onChange }: ToolsFieldProps) {
  const parsed = toolsFromText(value)
  const count = 'tools' in parsed ? parsed.tools.length : null
  return (
    <div>
      <Field
        label="Tools"
        hint="Functions that the agent may call, as the Realtime API takes them: a JSON list. The page that makes the call runs them."
        aside={count ? `${count} ${count === 1 ? 'tool' : 'tools'}` : undefined}
        problem={problem}
      >
        {(control) => (
          <TextArea
            {...control}
            rows={3}
            value={value}
            spellCheck={false}
            autoCapitalize="off"
            placeholder="[ ]"
            onChange={(event) => onChange(event.target.value)}
            className="max-h-96 overflow-x-auto font-mono text-sm whitespace-pre"
          />
        )}
      </Field>
      <div className="mt-2.5 flex gap-2">
        {value.trim() === '' ? (
          <Button size="small" variant="outline" onClick={() => onChange(EXAMPLE)}>
            Insert an example
          </Button>
        ) : (
          <Button
            size="small"
            variant="outline"
            disabled={count === null}
            onClick={() => 'tools' in parsed && onChange(JSON.stringify(parsed.tools, null, 2))}
          >
            Tidy up
          </Button>
        )}
      </div>
    </div>
  )
}
