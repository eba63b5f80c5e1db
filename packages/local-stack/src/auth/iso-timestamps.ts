const same = (text: string) => text
const asText = { serialize: same, parse: toIso }

/** Types for postgres.js: times as PostgREST writes them (ISO 8601), where Postgres puts a space and a short offset. */
export const isoTimestamps = {
  timestamp: { to: 1114, from: [1114], ...asText },
  timestamptz: { to: 1184, from: [1184], ...asText },
}

/** `2026-11-21 12:10:58.666+00` → `2026-11-21T12:10:58.666+00:00`; `infinity` stays. */
function toIso(text: string): string {
  return text.replace(/^(\d{4,}-\d\d-\d\d) /, '$1T').replace(/([+-]\d\d)$/, '$1:00')
}
