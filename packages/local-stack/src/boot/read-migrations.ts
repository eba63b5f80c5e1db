import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A migration file: its version (the digits its name begins with), its name, and its SQL. */
export type Migration = { version: string; name: string; file: string; text: string }

/**
 * The migrations of a folder in the order of their versions. Other files are left alone, as the CLI does; two files
 * of one version are an error. A missing folder has no migrations.
 */
export async function readMigrations(dir: string): Promise<Migration[]> {
  const files = (await listFolder(dir)).filter((file) => /^\d+_.*\.sql$/.test(file)).sort()
  const migrations = await Promise.all(files.map((file) => readMigration(dir, file)))
  for (const [index, { version, file }] of migrations.entries()) {
    const previous = migrations[index - 1]
    if (previous?.version !== version) continue
    throw new Error(`The migrations ${previous.file} and ${file} have the same version: give one another time`)
  }
  return migrations
}

async function readMigration(dir: string, file: string): Promise<Migration> {
  const [, version = '', name = ''] = /^(\d+)_(.*)\.sql$/.exec(file) ?? []
  return { version, name, file, text: await readFile(join(dir, file), 'utf8') }
}

async function listFolder(dir: string): Promise<string[]> {
  try {
    return await readdir(dir)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
