import type { TextRange } from './split-text.ts'

/** Where in a document one is: part of the address, so that a citation is a link. */
export type PagePlace = {
  /** From 1. */
  page?: number
  /** The passage to mark, in characters of the page's text: from `start` up to but not including `end`. */
  start?: number
  end?: number
  /** Where search cuts the page is shown. */
  passages?: true
}

/** A place from an address that anybody may have typed: what is no place is left out. */
export function pagePlace(search: Record<string, unknown>): PagePlace {
  const [page, start, end] = [whole(search.page), whole(search.start), whole(search.end)]
  return {
    ...(page !== null && page > 0 ? { page } : {}),
    ...(start !== null && end !== null && end > start ? { start, end } : {}),
    ...(search.passages === true ? { passages: true } : {}),
  }
}

/** What is to be marked; `null`: nothing. */
export function markOf({ start, end }: PagePlace): TextRange | null {
  return start === undefined || end === undefined ? null : { start, end }
}

const whole = (value: unknown): number | null =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : null
