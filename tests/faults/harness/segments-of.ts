import type { FaultRig } from './start-fault-rig.ts'

/** Why each segment that carried the call ended, in order. */
export async function segmentsOf(rig: Pick<FaultRig, 'sql'>, callId: string): Promise<string[]> {
  const rows = await rig.sql()`
    select end_reason from public.call_segments
    where call_id = ${callId} and taken_at is not null order by number`
  return rows.map(({ end_reason }) => end_reason)
}
