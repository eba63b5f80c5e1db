import { type FunctionDefinition, readFunctionDefinitions } from './read-function-definitions.ts'

/** The functions that exist now. Reads the folder again when asked for one that it does not know, so new ones are found. */
export class FunctionCatalog {
  readonly #functionsDir: string
  readonly #configFile: string
  #definitions: Map<string, FunctionDefinition>

  /** @throws When config.toml cannot be used. */
  constructor(functionsDir: string, configFile: string) {
    this.#functionsDir = functionsDir
    this.#configFile = configFile
    this.#definitions = readFunctionDefinitions(functionsDir, configFile)
  }

  get(name: string): FunctionDefinition | undefined {
    if (!this.#definitions.has(name)) this.refresh()
    return this.#definitions.get(name)
  }

  names(): string[] {
    return [...this.#definitions.keys()]
  }

  /** @throws When config.toml cannot be used; what was known before stays. */
  refresh(): void {
    this.#definitions = readFunctionDefinitions(this.#functionsDir, this.#configFile)
  }
}
