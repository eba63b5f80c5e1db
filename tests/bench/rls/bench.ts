import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { connect } from '@parley/local-stack/boot/connect'
import { printTable } from '../print-table.ts'
import { checkFill } from './check-fill.ts'
import { choosePeople, kinds } from './choose-people.ts'
import { keepPlans } from './keep-plans.ts'
import { measureQueries } from './measure-queries.ts'
import { openRlsDatabase, type RlsDatabase } from './open-rls-database.ts'
import { AIM, missesAim, summarize } from './summarize.ts'
import { openThreeWays } from './three-ways.ts'

const plansDir = fileURLToPath(new URL('../../../docs/benchmarks/rls-plans/', import.meta.url))

/**
 * What row level security costs the list screens: each query as a person under our policies, as the table owner with
 * the filter written out, and as a person under naive policies. Exits with 1 when a list misses the aim.
 */
export async function bench(args: string[]): Promise<void> {
  const nativeUrl = process.env.PARLEY_DB_URL
  if (!nativeUrl) {
    console.error('This needs a native PostgreSQL 17: set PARLEY_DB_URL to one where databases and roles may be made.')
    process.exit(2)
  }
  const { values } = parseArgs({
    args,
    options: {
      people: { type: 'string', default: '30000' },
      organizations: { type: 'string', default: '10000' },
      calls: { type: 'string', default: '50000' },
      messages: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '100' },
      'keep-plans': { type: 'boolean', default: false },
    },
  })
  const sizes = {
    people: Number(values.people),
    organizations: Number(values.organizations),
    calls: Number(values.calls),
    messages: Number(values.messages),
  }
  console.error(`filling a database: ${JSON.stringify(sizes)}`)
  const database = await openRlsDatabase(sizes, nativeUrl)
  try {
    await measure(database, Number(values.rounds), values['keep-plans'])
  } finally {
    await database.drop()
  }
}

async function measure({ url, naiveRole }: RlsDatabase, rounds: number, keep: boolean): Promise<void> {
  const owner = connect(url)
  const ways = await openThreeWays(url, naiveRole)
  try {
    await checkFill(owner)
    const people = await Promise.all(kinds.map((kind) => choosePeople(owner, kind, 20)))
    console.error('measuring')
    const samples = await measureQueries(ways, people, rounds)
    if (keep) await keepPlans(ways, people, plansDir)
    printTable(summarize(samples))
    for (const each of samples.filter(missesAim)) {
      console.error(`${each.query.name} (${each.kind}) costs more than ${AIM} times what it costs the table owner`)
      process.exitCode = 1
    }
  } finally {
    await Promise.all([owner.end(), ways.close()])
  }
}
