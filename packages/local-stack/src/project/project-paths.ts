import { join, resolve } from 'node:path'

/** Where a checkout keeps what the stack reads and writes. All paths are absolute. */
export interface ProjectPaths {
  root: string
  configFile: string
  migrationsDir: string
  seedFile: string
  functionsDir: string
  functionsEnvFile: string
  /** Everything the stack writes lies here: data, keys, mails, state. Ignored by git. */
  tempDir: string
  dataDir: string
  storageDir: string
  keysFile: string
  mailsFile: string
  stateFile: string
  logFile: string
  functionsLogFile: string
}

const repositoryRoot = resolve(import.meta.dirname, '../../../..')

/**
 * The paths of the project in `projectDir` (default: the repository this file belongs to). `writtenTo`, or
 * `PARLEY_STATE_DIR` in the environment, moves what the stack writes elsewhere. Touches no disk.
 */
export function projectPaths(projectDir: string = repositoryRoot, writtenTo?: string): ProjectPaths {
  const root = resolve(projectDir)
  const supabase = join(root, 'supabase')
  const tempDir = resolve(writtenTo ?? process.env.PARLEY_STATE_DIR ?? join(supabase, '.temp'))
  return {
    root,
    configFile: join(supabase, 'config.toml'),
    migrationsDir: join(supabase, 'migrations'),
    seedFile: join(supabase, 'seed.sql'),
    functionsDir: join(supabase, 'functions'),
    functionsEnvFile: join(supabase, 'functions', '.env'),
    tempDir,
    dataDir: join(tempDir, 'postgres'),
    storageDir: join(tempDir, 'storage'),
    keysFile: join(tempDir, 'keys.json'),
    mailsFile: join(tempDir, 'mails.json'),
    stateFile: join(tempDir, 'stack.json'),
    logFile: join(tempDir, 'stack.log'),
    functionsLogFile: join(tempDir, 'functions.log'),
  }
}
