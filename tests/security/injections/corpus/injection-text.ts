import type { Disguise } from './disguise.ts'

/** What whoever wrote a text is after. */
export type Want = 'rows of others' | 'rights' | 'other hosts' | 'secrets' | 'approval' | 'memory' | 'exhaustion'

/**
 * A text that tries to make an agent do what its person does not want. `%name%` in it stands for something of the
 * world that it is planted in: see `plantedNames`.
 */
export type InjectionText = {
  /** Short, and the same for ever. */
  id: string
  /** By what trick. */
  kind: string
  wants: Want
  text: string
  /** How it is hidden, after its names are filled in. */
  disguise?: Disguise
  /** Stands in the document's name rather than in it. */
  inName?: boolean
}
