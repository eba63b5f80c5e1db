import postgres from 'postgres'
import { expect, test } from 'vitest'
import { useStack } from '../stack-fixture.ts'

const stack = useStack()
const liveCallsOfFree = 2

// PGlite has one session: there every race is won in order, and the test would prove nothing.
test.runIf(process.env.PARLEY_DB_URL)(
  'forty connections that open a call at once get as many as the plan allows',
  async () => {
    const { id } = await stack.createUser('ada')
    const claims = JSON.stringify({ sub: id, role: 'authenticated' })
    const connections = Array.from({ length: 40 }, () => postgres(stack.dbUrl ?? '', { max: 1, onnotice: () => {} }))
    await Promise.all(connections.map((sql) => sql`select 1`))

    const outcomes = await Promise.all(
      connections.map((sql) =>
        sql
          .begin(async (transaction) => {
            await transaction`select set_config('role', 'authenticated', true), set_config('request.jwt.claims', ${claims}, true)`
            await transaction`insert into public.calls default values`
            await transaction`select pg_sleep(0.01)`
            return 'admitted'
          })
          .catch((error: { code: string; message: string }) => `${error.code} ${error.message}`),
      ),
    )

    expect(outcomes.filter((outcome) => outcome === 'admitted')).toHaveLength(liveCallsOfFree)
    expect(new Set(outcomes)).toEqual(new Set(['admitted', 'PT429 live_calls_limit']))
    await Promise.all(connections.map((sql) => sql.end()))
  },
)
