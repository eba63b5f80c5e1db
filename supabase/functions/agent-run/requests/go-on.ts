import { asUser } from '../../_shared/as-user.ts'
import type { User } from '../../_shared/verify-user.ts'
import { driveRun } from '../queue/drive-run.ts'

/** Takes up the run of a tool call that was decided or answered, unless it waits for more. */
export async function goOn(user: User, toolCallId: string): Promise<void> {
  const [call] = await asUser(user, (ai) => ai.from('tool_calls').select('run_id').eq('id', toolCallId).limit(1))
  if (call?.run_id) await driveRun(call.run_id)
}
