import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { FunctionDefinition } from './read-function-definitions.ts'

const SPECIFIER = /\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g

/**
 * Every local file that a function imports, itself and its deno.json included, so that a change to any of them can
 * restart it. Reads sources by pattern instead of running Deno: a word too many only means one restart too many.
 */
export function traceImports(definition: FunctionDefinition): Set<string> {
  const mapFile = definition.denoConfig ?? definition.importMap
  const mapped = mapFile ? readImports(mapFile) : {}
  const seen = new Set<string>(mapFile ? [mapFile] : [])
  const queue = [definition.entrypoint]
  for (let file = queue.pop(); file; file = queue.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    for (const specifier of specifiersOf(file)) {
      const target = resolveLocal(specifier, file, mapped, mapFile)
      if (target) queue.push(target)
    }
  }
  return seen
}

function specifiersOf(file: string): string[] {
  return [...readOrEmpty(file).matchAll(SPECIFIER)].flatMap((match) => match[1] ?? [])
}

function resolveLocal(specifier: string, from: string, mapped: Record<string, string>, mapFile?: string) {
  if (/^\.{0,2}\//.test(specifier)) return resolve(dirname(from), specifier)
  const key = Object.keys(mapped).find((name) => (name.endsWith('/') ? specifier.startsWith(name) : specifier === name))
  if (!key || !mapFile || !/^\.{0,2}\//.test(mapped[key] ?? '')) return undefined
  return resolve(dirname(mapFile), mapped[key] + specifier.slice(key.length))
}

function readImports(file: string): Record<string, string> {
  const withoutComments = readOrEmpty(file).replace(/^\s*\/\/.*$/gm, '')
  try {
    return JSON.parse(withoutComments).imports ?? {}
  } catch {
    return {}
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
