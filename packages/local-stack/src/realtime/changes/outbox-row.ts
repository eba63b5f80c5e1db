/**
 * One delivery read from the outbox; a change may come in several, one for each view on it. `data` is JSON text, null
 * when nobody may see the change. `subscription_ids` is null for messages of `realtime.messages`.
 */
export interface OutboxRow {
  outbox_id: string
  action: 'INSERT' | 'UPDATE' | 'DELETE' | 'BROADCAST'
  subscription_ids: string[] | null
  data: string | null
}
