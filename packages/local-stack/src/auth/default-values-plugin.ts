interface QueryNode {
  kind: string
  columns?: readonly unknown[]
  values?: { values?: readonly { values?: readonly unknown[] }[] }
}

/**
 * Makes an insert without any column one of defaults (`insert({})`), for which the embedded data API writes SQL that
 * Postgres does not read. A plugin of its query builder.
 */
export const defaultValuesPlugin = {
  transformQuery<Node extends QueryNode>({ node }: { node: Node }): Node {
    const rows = node.values?.values
    const isEmpty = node.kind === 'InsertQueryNode' && node.columns?.length === 0 && rows?.length === 1
    return isEmpty ? { ...node, columns: undefined, values: undefined, defaultValues: true } : node
  },
  async transformResult<Result>({ result }: { result: Result }): Promise<Result> {
    return result
  },
}
