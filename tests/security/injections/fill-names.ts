import { disguised } from './corpus/disguise.ts'
import type { InjectionText } from './corpus/injection-text.ts'

/** What stands for `%name%` in the texts. */
export type PlantedNames = Record<string, string>

/** A text as it is planted: with names of the world in it, and hidden as it says. Throws for a name that is not there. */
export function fillNames({ id, text, disguise }: InjectionText, names: PlantedNames): string {
  const filled = text.replaceAll(/%([a-z_]+)%/g, (_, name: string) => {
    const value = names[name]
    if (value === undefined) throw new Error(`${id}: nothing is planted for %${name}%`)
    return value
  })
  return disguise === undefined ? filled : disguised(filled, disguise)
}
