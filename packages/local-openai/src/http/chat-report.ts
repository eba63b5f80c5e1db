import type { ChatCompletionBody } from './chat-completion-schema.ts'

/** What became of one request for a chat completion. */
export type ChatReport = {
  body: ChatCompletionBody
  /** What has been sent of the answer's text. */
  sent: string
  /** `left`: the client went away before the end. */
  end: 'answering' | 'complete' | 'left' | 'failed'
}

const KEPT_REPORTS = 1000

/** Starts a report in a list that keeps the last thousand. */
export function addChatReport(reports: ChatReport[], body: ChatCompletionBody): ChatReport {
  const report: ChatReport = { body, sent: '', end: 'answering' }
  reports.push(report)
  if (reports.length > KEPT_REPORTS) reports.shift()
  return report
}
