type Node = { kind?: string } & Record<string, unknown>
type RawNode = { kind: 'RawNode'; sqlFragments: readonly string[]; parameters: readonly Node[] }

/**
 * Lets JSON arguments of functions (`rpc`) arrive as what they are. The embedded data API writes them as text for a
 * parameter that is JSON already, so that an object would become one string. A plugin of its query builder.
 */
export const jsonArgumentsPlugin = {
  transformQuery<Query>({ node }: { node: Query }): Query {
    return rewrite(node) as Query
  },
  async transformResult<Result>({ result }: { result: Result }): Promise<Result> {
    return result
  },
}

/** A copy of what has changed; untouched parts are shared. Values are not looked into. */
function rewrite(node: unknown): unknown {
  if (Array.isArray(node)) {
    const changed = node.map(rewrite)
    return changed.some((part, index) => part !== node[index]) ? changed : node
  }
  if (typeof node !== 'object' || node === null || !('kind' in node)) return node
  if (node.kind === 'ValueNode' || node.kind === 'PrimitiveValueListNode') return node
  const source = isRaw(node) ? withParsedArgument(node) : node
  const entries = Object.entries(source).map(([name, part]) => [name, rewrite(part)] as const)
  const isChanged = source !== node || entries.some(([name, part]) => part !== (source as Node)[name])
  return isChanged ? Object.fromEntries(entries) : node
}

/** `$1::jsonb` and `name := $1::jsonb`, where `$1` is a text. */
function withParsedArgument(node: RawNode): RawNode {
  const type = node.parameters.at(-1) as RawNode | undefined
  const argument = node.parameters.at(-2)
  const isJson = type?.kind === 'RawNode' && /^jsonb?$/.test(type.sqlFragments.join(''))
  if (!isJson || node.sqlFragments.at(-2) !== '::' || argument?.kind !== 'ValueNode') return node
  const parameters = [...node.parameters.slice(0, -2), { ...argument, value: parsed(argument.value) }, type as Node]
  return { ...node, parameters }
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

function isRaw(node: object): node is RawNode {
  return 'kind' in node && node.kind === 'RawNode' && 'parameters' in node
}
