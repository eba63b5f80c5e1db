import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'smol-toml'
import { z } from 'zod'

export interface FunctionDefinition {
  name: string
  /** Absolute path of the module that serves the function. */
  entrypoint: string
  verifyJwt: boolean
  /** Absolute path of the function's deno.json, or of a plain import map. */
  denoConfig?: string
  importMap?: string
}

const Section = z.looseObject({
  enabled: z.boolean().default(true),
  verify_jwt: z.boolean().default(true),
  entrypoint: z.string().optional(),
  import_map: z.string().optional(),
})
const Config = z.looseObject({ functions: z.record(z.string(), Section).default({}) })

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*$/

/**
 * The functions of a project: every folder with an `index.ts` (folders like `_shared` are none), and what
 * `[functions.<name>]` in config.toml says about them. Those with `enabled = false` are left out.
 *
 * @throws When config.toml cannot be read as what it should be.
 */
export function readFunctionDefinitions(functionsDir: string, configFile: string): Map<string, FunctionDefinition> {
  const sections = readSections(configFile)
  const names = new Set([...folderNames(functionsDir), ...Object.keys(sections)])
  const definitions = new Map<string, FunctionDefinition>()
  for (const name of names) {
    const section = sections[name] ?? Section.parse({})
    const definition = define(name, section, functionsDir, dirname(configFile))
    if (section.enabled && existsSync(definition.entrypoint)) definitions.set(name, definition)
  }
  return definitions
}

function define(name: string, section: z.infer<typeof Section>, functionsDir: string, base: string) {
  const entrypoint = section.entrypoint ? resolve(base, section.entrypoint) : join(functionsDir, name, 'index.ts')
  const config = section.import_map ? resolve(base, section.import_map) : findDenoConfig(dirname(entrypoint))
  const isDenoConfig = config !== undefined && /(^|[\\/])deno\.jsonc?$/.test(config)
  return {
    name,
    entrypoint,
    verifyJwt: section.verify_jwt,
    denoConfig: isDenoConfig ? config : undefined,
    importMap: isDenoConfig ? undefined : config,
  }
}

function findDenoConfig(folder: string): string | undefined {
  return ['deno.json', 'deno.jsonc'].map((file) => join(folder, file)).find((path) => existsSync(path))
}

function folderNames(functionsDir: string): string[] {
  if (!existsSync(functionsDir)) return []
  const entries = readdirSync(functionsDir, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory() && NAME.test(entry.name)).map((entry) => entry.name)
}

function readSections(configFile: string): Record<string, z.infer<typeof Section>> {
  if (!existsSync(configFile)) return {}
  try {
    return Config.parse(parse(readFileSync(configFile, 'utf8'))).functions
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause)
    throw new Error(`config.toml cannot be used: ${reason}`, { cause })
  }
}
