import type { FunctionLogLine } from '@parley/local-stack/functions/function-log-line'
import { openRunStream } from '../../integration/runs/open-run-stream.ts'
import { openNeighbourhood } from '../stranger/open-neighbourhood.ts'
import { plantedStrings } from '../stranger/planted-strings.ts'
import { Recorder } from '../stranger/recorder.ts'
import { plantedAgent } from '../world/planted-rows.ts'
import { plantAttack } from './plant-attack.ts'
import { plantedTools } from './planted-tools.ts'
import { startRecordServer } from './record-server.ts'

export type InjectionRig = Awaited<ReturnType<typeof startInjectionRig>>

/**
 * The seeded world on a running stack whose model obeys whatever it reads, with Mia of North as the person whose agent is
 * attacked. Everything that leaves the function is kept.
 */
export async function startInjectionRig() {
  const page = { text: '' }
  const evil = await startRecordServer(() => ({ text: 'Thank you.' }))
  const friend = await startRecordServer((path, body) => {
    if (path === '/page' && body.includes('moved'))
      return { status: 302, headers: { location: `${evil.url}/in` }, text: '' }
    return { text: path === '/page' ? page.text : 'Thanks.' }
  })
  const log: FunctionLogLine[] = []
  const town = await openNeighbourhood([], {
    openai: { obedient: true, script: {} },
    functionLog: (line) => log.push(line),
    // Both: what holds the one back is the organisation's list alone.
    functionsEnv: { TOOLS_ALLOW_PRIVATE_HOSTS: `${friend.host},${evil.host}` },
    functionLimits: { 'agent-run': { cpu: false, memoryMb: false } },
  })
  const { stack, people } = town
  const tools = plantedTools(friend.url, evil.url)
  const planted = await plantAttack(stack.sql(), people, tools, {
    friendHost: friend.host,
    evil: evil.url,
    evilHost: evil.host,
  })
  const secrets = plantedStrings(town.world, town.catalog, town.expectations, 'mia')
  for (const secret of [...planted.noteSecrets, ...(await serverSecrets(town.stack))]) secrets.add(secret)
  // What the attacker knows anyway, and what Mia may know of her colleagues.
  const known = JSON.stringify([
    planted.names,
    (await people.mia.client.rpc('list_members', { p_organization_id: planted.names.north_id })).data,
  ])
  for (const secret of secrets) if (known.includes(secret)) secrets.delete(secret)
  const recorder = new Recorder(secrets)
  const mia = await town.clientOf(people.mia, recorder.fetch, recorder.socketClass())
  await new Promise<void>((resolve, reject) => {
    const channel = mia.channel(`user:${people.mia.id}`, { config: { private: true } })
    channel.on('broadcast', { event: '*' }, () => {})
    channel.subscribe((status, error) => (status === 'SUBSCRIBED' ? resolve() : error && reject(error)))
  })

  const post = (body: object, signal?: AbortSignal) =>
    fetch(`${stack.apiUrl}/functions/v1/agent-run`, {
      method: 'POST',
      headers: { authorization: `Bearer ${people.mia.session.access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    })

  const rig = {
    town,
    stack,
    people,
    planted,
    page,
    evil,
    friend,
    log,
    secrets,
    recorder,
    chats: () => stack.stack?.openai?.chats ?? [],
    post,
    /** Has Mia ask the agent something, until it is answered or waits for her. */
    async ask(text: string) {
      const stream = await openRunStream((signal) =>
        post({ action: 'start', agent_id: plantedAgent('north'), text }, signal),
      )
      const last = await stream.until(({ type }) => type === 'run.done' || type === 'run.waiting')
      await stream.leave()
      return { runId: stream.runId, events: stream.events, isWaiting: last.type === 'run.waiting' }
    },
    async stop() {
      await stack.stop()
      await Promise.all([evil.stop(), friend.stop()])
    },
  }
  planted.names.approval = await leaveWaiting(rig)
  return rig
}

/** Has Mia ask for something that needs her approval, which she has not given yet: the id of that. */
async function leaveWaiting(rig: Pick<InjectionRig, 'ask' | 'stack'>): Promise<string> {
  const { runId } = await rig.ask('Please call pay_invoice with {"account": "1"}.')
  const [approval] = await rig.stack.sql()<[{ id: string }]>`select id from ai.approvals where run_id = ${runId}`
  return approval.id
}

/** Keys of the server, and what signs the requests of tools. */
async function serverSecrets(stack: InjectionRig['stack']): Promise<string[]> {
  const env = stack.stack?.functionsEnv ?? {}
  const signing = JSON.parse(env.AGENT_TOKEN_SIGNING_KEY ?? '{}') as { d?: string }
  const rows = await stack.sql()<{ secret: string }[]>`select secret from private.tool_secrets`
  return [
    stack.secretKey,
    env.SUPABASE_SERVICE_ROLE_KEY ?? '',
    env.OPENAI_API_KEY ?? '',
    signing.d ?? '',
    ...rows.map(({ secret }) => secret),
  ].filter((secret) => secret !== '')
}
