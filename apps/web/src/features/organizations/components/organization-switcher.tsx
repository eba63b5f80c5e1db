import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { Check, ChevronsUpDown, Plus } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { Button } from '@/components/ui/button.tsx'
import { errorSentence } from '@/lib/error-sentence.ts'
import { myOrganizationsQuery } from '../api/list-my-organizations.ts'
import { useSwitchOrganization } from '../api/switch-organization.ts'
import type { Organization } from '../organization.ts'
import { organizationNotice } from '../organization-notice.ts'
import { ROLE_WORDS } from '../role-words.ts'
import { screenAfterSwitch } from '../screen-after-switch.ts'

const ITEM =
  'flex min-h-11 cursor-pointer items-center gap-3 rounded-xl px-3 py-1.5 text-[0.9375rem] outline-none data-[highlighted]:bg-sunken'

/** Where one is, and the way to one's other organisations. */
export function OrganizationSwitcher() {
  const { data } = useQuery(myOrganizationsQuery)
  const { mutate } = useSwitchOrganization()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  if (!data) return null

  function choose(organizationId: string) {
    organizationNotice.show(null)
    mutate(organizationId, {
      onSuccess: () => void navigate({ to: screenAfterSwitch(pathname) }),
      onError: (error) => organizationNotice.show({ title: 'You could not switch', text: errorSentence(error) }),
    })
  }
  return (
    // Not modal: locking the page would inject a style, which the page's policy forbids.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button
          variant="outline"
          size="small"
          aria-label={`Organisation: ${data.current.name}`}
          className="min-w-0 shrink gap-1.5 pr-2.5"
        >
          <span className="max-w-40 truncate">{data.current.name}</span>
          <ChevronsUpDown aria-hidden className="size-4 text-ink-soft" />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        align="start"
        sideOffset={6}
        collisionPadding={16}
        className="animate-rise z-30 max-h-(--radix-dropdown-menu-content-available-height) w-72 overflow-y-auto rounded-card border border-line bg-raised p-2 shadow-[0_1rem_2.5rem_-1rem_rgb(0_0_0/0.3)]"
      >
        <DropdownMenu.RadioGroup value={data.current.id} onValueChange={choose} aria-label="Organisations">
          {data.all.map((organization) => (
            <OrganizationItem key={organization.id} organization={organization} />
          ))}
        </DropdownMenu.RadioGroup>
        <DropdownMenu.Separator className="mx-3 my-2 h-px bg-line" />
        <DropdownMenu.Item className={ITEM} onSelect={() => void navigate({ to: '/organizations/new' })}>
          <Plus aria-hidden className="size-4.5" />
          New organisation
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}

function OrganizationItem({ organization: { id, name, personal, role } }: { organization: Organization }) {
  return (
    <DropdownMenu.RadioItem value={id} className={ITEM}>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{name}</span>
        <span className="block text-sm text-ink-soft">{personal ? 'Personal' : ROLE_WORDS[role]}</span>
      </span>
      <DropdownMenu.ItemIndicator>
        <Check aria-hidden className="size-4.5 text-accent" />
      </DropdownMenu.ItemIndicator>
    </DropdownMenu.RadioItem>
  )
}
