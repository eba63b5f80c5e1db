import { Button } from '@/components/ui/button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import type { Organization } from '@/features/organizations/organization.ts'
import { usePutSource } from '../api/put-source.ts'
import type { KnowledgeBase } from '../knowledge-base.ts'
import { PutInForm } from './put-in-form.tsx'
import { SourceList } from './source-list.tsx'

type BaseSourcesProps = { base: KnowledgeBase; organization: Organization; userId: string }

/** The documents of a knowledge base, to put in and take out. */
export function BaseSources({ base, organization, userId }: BaseSourcesProps) {
  const put = usePutSource(organization.id)
  return (
    <section aria-labelledby="base-documents" className="mt-10">
      <h2 id="base-documents" className="text-xl font-semibold">
        Documents in it
      </h2>
      {!organization.personal && (
        <p className="mt-1.5 mb-3 text-[0.9375rem] leading-relaxed text-ink-soft">
          Those that you may read. Others may have put in documents that only they can read; an agent finds them for
          nobody else.
        </p>
      )}
      <PutInForm base={base} put={put} />
      <ProblemLine error={put.error} />
      <div className="mt-3">
        <SourceList
          organization={organization}
          userId={userId}
          knowledgeBaseId={base.id}
          empty="Nothing is in it yet. Drop files above, or put in a document that is here already."
          actionFor={({ id, name }) => (
            <Button
              size="small"
              variant="quiet"
              aria-label={`Take out ${name}`}
              disabled={put.isPending}
              onClick={() => put.mutate({ sourceId: id, baseId: base.id, into: false })}
            >
              Take out
            </Button>
          )}
        />
      </div>
    </section>
  )
}
