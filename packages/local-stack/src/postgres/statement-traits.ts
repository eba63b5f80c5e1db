/** What a statement's text may do to the session beyond its own transaction. Errs towards "may". */
export type StatementTraits = {
  /** LISTEN or UNLISTEN */
  listens: boolean
  /** COPY … FROM STDIN: the server will ask for data in the middle of it */
  copiesIn: boolean
  /** set_config, or SET and RESET other than SET LOCAL: settings that outlive the transaction */
  changesSettings: boolean
  /** creates something in the temporary schema */
  createsTemporary: boolean
  /** custom settings (`app.tenant`) it names: Postgres lists those nowhere, so they are remembered from here */
  customSettings: string[]
  /** a custom setting's name may come as a parameter */
  namesSettingsByParameter: boolean
}

const customSet = /\bset\s+(?:session\s+)?([a-z_]\w*(?:\.\w+)+)\s*(?:=|\bto\b)/gi
const customSetConfig = /\bset_config\s*\(\s*'([a-z_]\w*(?:\.\w+)+)'/gi

/** Reads the traits off a statement's text (one or several statements). Works on words, not on a parse tree. */
export function statementTraits(sql: string): StatementTraits {
  const setConfigCalls = count(sql, /\bset_config\s*\(/gi)
  const customSettings = [...sql.matchAll(customSet), ...sql.matchAll(customSetConfig)].map((match) => match[1] ?? '')
  return {
    listens: /\b(un)?listen\b/i.test(sql),
    copiesIn: /\bcopy\b/i.test(sql) && /\bstdin\b/i.test(sql),
    changesSettings: setConfigCalls > count(sql, /,\s*true\s*\)/gi) || setsForSession(sql),
    createsTemporary: /\btemp(orary)?\b/i.test(sql),
    customSettings,
    namesSettingsByParameter: /\bset_config\s*\(\s*[^'\s]/i.test(sql),
  }
}

function setsForSession(sql: string): boolean {
  const starts = sql.match(/(^|;|\*\/|\n)\s*(set|reset|discard|do|call)\b\s*\w*/gi) ?? []
  return starts.some((start) => !/\bset\s+(local|constraints|transaction)/i.test(start))
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
