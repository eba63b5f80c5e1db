import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { isManager, type Organization } from '@/features/organizations/organization.ts'
import { knowledgeBasesQuery } from '../api/list-knowledge-bases.ts'
import { NewBaseForm } from './new-base-form.tsx'

/** The organisation's knowledge bases, and for owners and admins the way to another one. */
export function BasesSection({ organization }: { organization: Organization }) {
  const { data: bases, error } = useQuery(knowledgeBasesQuery(organization.id))
  return (
    <section aria-labelledby="bases" className="mt-10">
      <h2 id="bases" className="text-xl font-semibold">
        Knowledge bases
      </h2>
      <p className="mt-1.5 leading-relaxed text-ink-soft">
        A choice of documents. Give it to an agent, and it searches them in its calls.
      </p>
      {!bases?.length && <ProblemLine error={error} />}
      {bases && bases.length > 0 && (
        <ul aria-label="Knowledge bases" className="mt-4">
          {bases.map(({ id, name, description }) => (
            <li key={id} className="border-t border-line last:border-b">
              <Link
                to="/knowledge/bases/$baseId"
                params={{ baseId: id }}
                className="-mx-3 block rounded-xl px-3 py-3 transition-colors hover:bg-sunken"
              >
                <span className="block truncate font-medium">{name}</span>
                {description && <span className="block truncate text-sm text-ink-soft">{description}</span>}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {isManager(organization) ? (
        <NewBaseForm organizationId={organization.id} />
      ) : (
        bases?.length === 0 && <p className="mt-3 text-ink-soft">Owners and admins make them.</p>
      )}
    </section>
  )
}
