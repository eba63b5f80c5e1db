/** One mail on its way to the mailbox. */
export interface Mail {
  to: string
  subject: string
  html: string
  text: string
}
