import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { BackLink } from '@/components/ui/back-link.tsx'
import { Button } from '@/components/ui/button.tsx'
import { ConfirmButton } from '@/components/ui/confirm-button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { myOrganizationsQuery } from '@/features/organizations/api/list-my-organizations.ts'
import { isManager, type Organization } from '@/features/organizations/organization.ts'
import { useDeleteKnowledgeBase } from '../api/delete-knowledge-base.ts'
import { knowledgeBaseQuery } from '../api/get-knowledge-base.ts'
import { useKnowledgeFeed } from '../hooks/use-knowledge-feed.ts'
import type { KnowledgeBase } from '../knowledge-base.ts'
import { AddSources } from './add-sources.tsx'
import { AskForm } from './ask-form.tsx'
import { BaseDescription } from './base-description.tsx'
import { BaseSources } from './base-sources.tsx'
import { BaseTitle } from './base-title.tsx'

/** One knowledge base: what is in it, put in and taken out by members; named and deleted by owners and admins. */
export function BaseScreen({ baseId }: { baseId: string }) {
  const { data: base } = useSuspenseQuery(knowledgeBaseQuery(baseId))
  const { all, userId } = useSuspenseQuery(myOrganizationsQuery).data
  useKnowledgeFeed()
  const organization = all.find(({ id }) => id === base?.organization_id)
  if (!base || !organization) return <BaseNotFound />
  const manages = isManager(organization)
  return (
    <div className="flex-1 pb-12">
      <BackLink to="/knowledge">Knowledge</BackLink>
      <BaseTitle key={base.id} base={base} readOnly={!manages} />
      <BaseDescription key={`${base.id} ${base.description}`} base={base} readOnly={!manages} />
      <div className="mt-8 grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <AddSources organization={organization} intoBase={base.id} />
          <BaseSources base={base} organization={organization} userId={userId} />
        </div>
        <div className="min-w-0">
          <section aria-labelledby="ask-base">
            <h2 id="ask-base" className="mb-3 text-xl font-semibold">
              Try a search
            </h2>
            <AskForm label="Ask this knowledge base" base={base.id} />
          </section>
          {manages && <DeleteBase base={base} organization={organization} />}
        </div>
      </div>
    </div>
  )
}

function DeleteBase({ base, organization }: { base: KnowledgeBase; organization: Organization }) {
  const navigate = useNavigate()
  const remove = useDeleteKnowledgeBase(base.id, () => void navigate({ to: '/knowledge' }))
  return (
    <section aria-labelledby="delete-base" className="mt-10">
      <h2 id="delete-base" className="mb-3 text-xl font-semibold">
        Delete
      </h2>
      <ConfirmButton
        question={`Delete ${base.name}? Its documents stay in ${organization.personal ? 'your organisation' : organization.name}; agents that search it have one less.`}
        confirm="Delete it"
        danger
        disabled={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        Delete the knowledge base
      </ConfirmButton>
      <ProblemLine error={remove.error} />
    </section>
  )
}

function BaseNotFound() {
  return (
    <div className="mx-auto w-full max-w-3xl flex-1">
      <h1 className="text-display font-bold">No such knowledge base</h1>
      <p className="mt-4 text-lg text-ink-soft">It does not exist any more, or it belongs to somebody else.</p>
      <Button asChild className="mt-6">
        <Link to="/knowledge">Your knowledge</Link>
      </Button>
    </div>
  )
}
