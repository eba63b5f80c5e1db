/** A tool call that waits for its person, in a run or in a voice call. */
export type Approval = {
  id: string
  run_id: string | null
  call_id: string | null
  session_id: string | null
  name: string
  /** What the model wants to call it with. */
  arguments: Record<string, unknown>
  status: string
  created_at: string
  expires_at: string
  /** Who wants it. */
  agentName: string
}
