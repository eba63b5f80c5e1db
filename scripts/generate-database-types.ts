import { readFile, writeFile } from 'node:fs/promises'
import { openProjectDatabase } from './open-project-database.ts'
import { printDatabaseTypes } from './print-database-types.ts'

/**
 * `pnpm db:types`: writes the database types of the migrations to `packages/shared`. With `--check` it writes nothing
 * and exits with 1 when the file is stale.
 */
const file = 'packages/shared/src/database-types.ts'

const database = await openProjectDatabase()
const types = await printDatabaseTypes(database.url).finally(() => database.drop())
if (!process.argv.includes('--check')) {
  await writeFile(file, types)
  console.log(`Wrote ${file}.`)
} else if ((await readFile(file, 'utf8')) === types) {
  console.log(`${file} is up to date.`)
} else {
  console.error(`${file} is stale: run \`pnpm db:types\` and commit it.`)
  process.exit(1)
}
process.exit(0)
