import { Link } from '@tanstack/react-router'
import { Button } from '@/components/ui/button.tsx'
import { Section } from '@/components/ui/section.tsx'
import { InvitationsSection } from '@/features/invitations/components/invitations-section.tsx'
import { useCurrentOrganization } from '../api/current-organization.ts'
import { isManager } from '../organization.ts'
import { roleWithArticle } from '../role-words.ts'
import { DeleteSection } from './delete-section.tsx'
import { GeneralSection } from './general-section.tsx'
import { MembersSection } from './members-section.tsx'
import { PlanSection } from './plan-section.tsx'
import { TransferSection } from './transfer-section.tsx'

/** Everything about the current organisation that the person's role may see, and change where it may. */
export function SettingsScreen() {
  const organization = useCurrentOrganization()
  const { id, name, role, personal } = organization
  const owner = role === 'owner'
  return (
    // A form that was begun is not another organisation's.
    <div key={id} className="mx-auto w-full max-w-3xl flex-1 pb-12">
      <h1 className="text-display font-bold">Settings</h1>
      <p className="mt-4 text-lg text-ink-soft [overflow-wrap:anywhere]">
        {personal ? 'Your personal organisation.' : `${name}, where you are ${roleWithArticle(role)}.`}
      </p>
      <GeneralSection organization={organization} />
      {personal ? <NoMembers /> : <MembersSection organization={organization} />}
      {!personal && isManager(organization) && <InvitationsSection organization={organization} />}
      <PlanSection organization={organization} />
      {!personal && owner && <TransferSection organization={organization} />}
      {!personal && owner && <DeleteSection organization={organization} />}
    </div>
  )
}

function NoMembers() {
  return (
    <Section
      title="Members"
      text="A personal organisation is for you alone, and nobody else reads its calls. It goes when your account goes. To work with others, make an organisation and invite them to that."
    >
      <Button asChild variant="outline" className="mt-4">
        <Link to="/organizations/new">Make an organisation</Link>
      </Button>
    </Section>
  )
}
