import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { ConfirmButton } from '@/components/ui/confirm-button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { Section } from '@/components/ui/section.tsx'
import { useRotateToolSecret } from '../api/rotate-tool-secret.ts'

/** The secret that requests are signed with. Shown once, when it is made; after that nobody can read it. */
export function ToolSecret({ toolId }: { toolId: string }) {
  const rotate = useRotateToolSecret(toolId)
  return (
    <Section
      title="Signing secret"
      text="Your endpoint knows by it that a request is Parley’s, and proves itself with it when it asks whom it serves. A tool without one is not called."
    >
      <div className="mt-4 flex flex-wrap gap-2">
        <ConfirmButton
          question="The secret before it, if there is one, stays good for a day, so that your endpoint can change over."
          confirm="Make it"
          disabled={rotate.isPending}
          onConfirm={() => rotate.mutate(false)}
        >
          Make a new secret
        </ConfirmButton>
        <ConfirmButton
          danger
          question="For a secret that got out: the one before it stops working now, and calls fail until your endpoint has the new one."
          confirm="Replace it now"
          disabled={rotate.isPending}
          onConfirm={() => rotate.mutate(true)}
        >
          Replace it at once
        </ConfirmButton>
      </div>
      <ProblemLine error={rotate.error} />
      {rotate.data && <Secret key={rotate.data} secret={rotate.data} />}
    </Section>
  )
}

function Secret({ secret }: { secret: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <div role="status" className="animate-rise mt-5 rounded-card bg-accent-soft p-4 sm:p-5">
      <p className="font-semibold">Copy it now: it is not shown again.</p>
      <p className="mt-2 flex flex-wrap items-center gap-2">
        <code className="min-w-0 font-mono text-sm [overflow-wrap:anywhere]">{secret}</code>
        <Button
          size="small"
          variant="outline"
          onClick={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}
        >
          {copied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </p>
    </div>
  )
}
