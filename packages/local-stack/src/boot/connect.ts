import postgres, { type Sql } from 'postgres'

/** One connection to the database, quiet about notices ("already exists, skipping"). The caller ends it. */
export function connect(url: string): Sql {
  return postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 })
}
