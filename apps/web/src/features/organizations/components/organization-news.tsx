import { useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { organizationNotice } from '../organization-notice.ts'

/** What happened to the person's organisations or role meanwhile, above whatever screen is open. */
export function OrganizationNews() {
  const notice = useSyncExternalStore(organizationNotice.subscribe, organizationNotice.get)
  if (!notice) return null
  const actions = (
    <Button size="small" variant="outline" onClick={() => organizationNotice.show(null)}>
      Got it
    </Button>
  )
  return (
    <div className="mx-auto mb-8 w-full max-w-3xl">
      <Notice title={notice.title} actions={actions}>
        {notice.text}
      </Notice>
    </div>
  )
}
