import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Mail } from '../auth/mail.ts'

/** A mail that has arrived. */
export interface StoredMail extends Mail {
  id: string
  /** ISO 8601. */
  receivedAt: string
  read: boolean
}

const mostKept = 500

/** Mails, newest first, in memory and in a file, so that a restart keeps them. Without a file in memory only. */
export class MailStore {
  readonly #file: string | undefined
  readonly #listeners = new Set<() => void>()
  #mails: StoredMail[]

  constructor(file?: string) {
    this.#file = file
    this.#mails = file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  }

  all(): readonly StoredMail[] {
    return this.#mails
  }

  get(id: string): StoredMail | undefined {
    return id === 'latest' ? this.#mails[0] : this.#mails.find((mail) => mail.id === id)
  }

  add(mail: Mail): StoredMail {
    const stored = { ...mail, id: crypto.randomUUID(), receivedAt: new Date().toISOString(), read: false }
    this.#replace([stored, ...this.#mails].slice(0, mostKept))
    return stored
  }

  markRead(id: string): void {
    if (this.get(id)?.read !== false) return
    this.#replace(this.#mails.map((mail) => (mail.id === id ? { ...mail, read: true } : mail)))
  }

  /** Removes the mails with these ids, or all of them. */
  remove(ids?: string[]): void {
    this.#replace(ids ? this.#mails.filter((mail) => !ids.includes(mail.id)) : [])
  }

  /** Calls back after every change until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #replace(mails: StoredMail[]): void {
    this.#mails = mails
    if (this.#file) {
      mkdirSync(dirname(this.#file), { recursive: true })
      // Links in mails sign people in: nobody else's business. Written aside, so that a crash leaves the old ones.
      writeFileSync(`${this.#file}.new`, JSON.stringify(mails), { mode: 0o600 })
      renameSync(`${this.#file}.new`, this.#file)
    }
    for (const listener of this.#listeners) listener()
  }
}
