import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CheckRow } from '@/components/ui/check-row.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { knowledgeBasesQuery } from '../api/list-knowledge-bases.ts'
import { sourceBasesQuery } from '../api/list-source-bases.ts'
import { usePutSource } from '../api/put-source.ts'
import type { Source } from '../source.ts'

/** Which knowledge bases a document is in. */
export function SourceBases({ source }: { source: Source }) {
  const { data: bases } = useQuery(knowledgeBasesQuery(source.organization_id))
  const { data: within, error } = useQuery(sourceBasesQuery(source.id))
  const put = usePutSource(source.organization_id)
  if (bases?.length === 0) {
    return (
      <p className="mt-6 text-sm leading-relaxed text-ink-soft">
        There is no knowledge base to put it into yet. They are made under{' '}
        <Link to="/knowledge" className="text-accent underline underline-offset-4">
          Knowledge
        </Link>
        .
      </p>
    )
  }
  return (
    <div className="mt-6">
      <h3 className="mb-2 text-sm font-medium">In the knowledge bases</h3>
      {bases && within && (
        <ul aria-label="Knowledge bases with this document">
          {bases.map(({ id, name }) => (
            <CheckRow
              key={id}
              label={name}
              checked={within.includes(id)}
              disabled={put.isPending}
              onChange={(into) => put.mutateAsync({ sourceId: source.id, baseId: id, into })}
            />
          ))}
        </ul>
      )}
      <ProblemLine error={put.error ?? error} />
    </div>
  )
}
