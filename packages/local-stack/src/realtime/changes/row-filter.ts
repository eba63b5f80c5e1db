/** One condition of a postgres_changes filter; `values` only with `in`. */
export interface RowFilter {
  column: string
  operator: string
  value: string
  values?: string[]
  negate: boolean
}
