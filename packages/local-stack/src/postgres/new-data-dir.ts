import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'

const require = createRequire(import.meta.url)
const pglite = require.resolve('@electric-sql/pglite')

/**
 * PGlite takes seconds to make a new database and tenths of a second to unpack one. What it makes is the same each
 * time, so it is kept beside the package that made it: another version of PGlite has another folder, and `pnpm install`
 * clears it.
 */
const file = join(dirname(pglite), '..', '.parley-new-database.tar')

/** A new database as PGlite's `loadDataDir` takes it; undefined where none has been kept yet. */
export async function readNewDataDir(): Promise<Blob | undefined> {
  try {
    return new Blob([await readFile(file)])
  } catch {
    return undefined
  }
}

/** Keeps what PGlite has just made. Nothing must have been written to it. Failing costs only time, so it is no error. */
export async function keepNewDataDir(pg: PGlite): Promise<void> {
  try {
    const data = await pg.dumpDataDir('none')
    const part = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`
    await mkdir(dirname(file), { recursive: true })
    await writeFile(part, Buffer.from(await data.arrayBuffer()))
    await rename(part, file)
  } catch {
    // A folder that may not be written to: the next start makes its database anew.
  }
}
