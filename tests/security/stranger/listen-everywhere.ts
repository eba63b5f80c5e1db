import type { RealtimeChannel, SupabaseClient } from '@supabase/supabase-js'
import type { Target } from './table-attempts.ts'

const OUTCOMES = ['SUBSCRIBED', 'CHANNEL_ERROR', 'TIMED_OUT', 'CLOSED']

/** Listens to every table: to all of it, and, with `filtered`, to the neighbours' rows by each id that names them. Returns how many ways that were. */
export async function listenToTables(client: SupabaseClient, targets: Target[], filtered: boolean): Promise<number> {
  const everything = client.channel(`everything-${filtered}`)
  everything.on('postgres_changes', { event: '*', schema: '*' }, () => {})
  const waiting = [settled(everything)]
  for (const { schema, table, relation, neighbours } of targets) {
    const channel = client.channel(`${schema}-${table}-${filtered}`)
    channel.on('postgres_changes', { event: '*', schema, table }, () => {})
    if (filtered) {
      for (const { name, type } of relation.columns) {
        const value = neighbours.find((row) => row[name] !== null)?.[name]
        if (type !== 'uuid' || value === undefined) continue
        channel.on('postgres_changes', { event: '*', schema, table, filter: `${name}=eq.${value}` }, () => {})
      }
    }
    waiting.push(settled(channel))
  }
  return (await Promise.all(waiting)).length
}

/** Joins channels that a neighbour might use, by guessing; says something there and shows up. Returns how each join ended. */
export async function joinTopics(client: SupabaseClient, topics: string[], isPrivate: boolean): Promise<string[]> {
  return Promise.all(
    topics.map(async (topic) => {
      const channel = client.channel(topic, { config: { private: isPrivate, presence: { key: 'stranger' } } })
      channel.on('broadcast', { event: '*' }, () => {}).on('presence', { event: 'sync' }, () => {})
      const outcome = await settled(channel)
      if (outcome === 'SUBSCRIBED') {
        await channel.send({ type: 'broadcast', event: 'hello', payload: {} })
        await channel.track({ here: true })
      }
      return outcome
    }),
  )
}

function settled(channel: RealtimeChannel): Promise<string> {
  return new Promise((resolve) => {
    let confirmed = false
    // Changes flow only after the second answer, which comes as a system message.
    channel.on('system', {}, () => {
      confirmed = true
      resolve('SUBSCRIBED')
    })
    channel.subscribe((status) => {
      if (status === 'SUBSCRIBED') setTimeout(() => confirmed || resolve(status), 2000)
      else if (OUTCOMES.includes(status)) resolve(status)
    })
  })
}
