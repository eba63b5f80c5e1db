/** What somebody is invited to. */
export type Invitation = {
  organization_id: string
  organization_name: string
  role: string
  /** Who invited; `null` when their account is gone. */
  invited_by_name: string | null
  expires_at: string
  /** Set when the person accepted it before. */
  accepted_at: string | null
  admins_see_calls: boolean
}
