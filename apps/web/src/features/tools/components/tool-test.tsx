import { OutputText } from '@/components/ui/output-text.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { Section } from '@/components/ui/section.tsx'
import { ArgumentsForm } from '@/features/approvals/components/arguments-form.tsx'
import { formatElapsed } from '@/lib/format-elapsed.ts'
import { useTestTool } from '../api/test-tool.ts'
import type { Tool } from '../tool.ts'

/** Calls the tool as it is stored, with arguments of one's own. */
export function ToolTest({ tool }: { tool: Tool }) {
  const test = useTestTool(tool.id)
  return (
    <Section
      title="Try it"
      text="Calls the tool as it is saved, as you and with your rights. What it writes is really written."
    >
      <div className="mt-5 rounded-card border border-line bg-raised p-5">
        <ArgumentsForm
          key={JSON.stringify(tool.parameters)}
          schema={tool.parameters}
          initial={{}}
          confirm={test.isPending ? 'Calling…' : 'Call it'}
          busy={test.isPending}
          onConfirm={(values) => test.mutate(values)}
        />
        <ProblemLine error={test.error} />
        <div role="status">
          {test.data && (
            <>
              <p className="mt-5 font-semibold">
                {test.data.status === 'done' ? 'It answered' : 'It failed'} after {formatElapsed(test.data.ms)}
              </p>
              <OutputText text={test.data.output} className="mt-2 rounded-xl bg-sunken p-4" />
            </>
          )}
        </div>
      </div>
    </Section>
  )
}
