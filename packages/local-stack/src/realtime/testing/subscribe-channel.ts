import type { RealtimeChannel } from '@supabase/supabase-js'

/** Subscribes and waits for the outcome that the client reports first; for changes, until they are captured too. */
export async function subscribeChannel(channel: RealtimeChannel, hasChanges = false): Promise<RealtimeChannel> {
  const captured = hasChanges ? systemMessage(channel, 'postgres_changes') : undefined
  await new Promise<void>((resolve, reject) => {
    channel.subscribe((status, error) => {
      if (status === 'SUBSCRIBED') resolve()
      else reject(error ?? new Error(status))
    })
  })
  const outcome = await captured
  if (outcome?.status === 'error') throw new Error(outcome.message)
  return channel
}

export interface SystemMessage {
  extension: string
  status: string
  message: string
  channel: string
}

/** The next system message of that kind. Call before `subscribe`. */
export function systemMessage(channel: RealtimeChannel, extension: string): Promise<SystemMessage> {
  return new Promise((resolve) => {
    channel.on('system', {}, (message: SystemMessage) => message.extension === extension && resolve(message))
  })
}
