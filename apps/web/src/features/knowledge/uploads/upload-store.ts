import { errorCode, errorSentence } from '@/lib/error-sentence.ts'
import { supabase } from '@/lib/supabase.ts'
import { fileProblem } from './file-problem.ts'
import { isSettled, type Upload, type UploadTarget } from './upload.ts'
import { uploadFile } from './upload-file.ts'

/**
 * The files that this window uploads, one after the other, outside of any screen, so that they go on while their owner
 * looks at something else. Who signs out leaves none behind.
 */
class UploadStore {
  #uploads: readonly Upload[] = []
  #nextKey = 1
  #running: AbortController | null = null
  readonly #listeners = new Set<() => void>()

  getSnapshot = (): readonly Upload[] => this.#uploads

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Takes files on. Those that cannot be read are refused at once, by themselves. */
  add(files: Iterable<File>, target: UploadTarget): void {
    const added = Array.from(files, (file): Upload => {
      const problem = fileProblem(file)
      const key = this.#nextKey++
      const state = problem ? 'refused' : 'waiting'
      return { key, file, target, state, progress: 0, sourceId: null, problem, repeatable: false }
    })
    this.#set([...this.#uploads, ...added])
    void this.#run()
  }

  /** Tries one that was refused again. */
  retry(key: number): void {
    this.#change(key, { state: 'waiting', problem: null, progress: 0 })
    void this.#run()
  }

  /** Forgets one that is settled, or that has not begun. */
  dismiss(key: number): void {
    this.#set(this.#uploads.filter((upload) => upload.key !== key))
  }

  reset(): void {
    this.#running?.abort(new Error('signed_out'))
    this.#set([])
  }

  async #run(): Promise<void> {
    if (this.#running) return
    addEventListener('beforeunload', askToStay)
    for (let next = this.#waiting(); next; next = this.#waiting()) {
      this.#running = new AbortController()
      await this.#upload(next, this.#running.signal)
    }
    this.#running = null
    removeEventListener('beforeunload', askToStay)
  }

  async #upload(upload: Upload, signal: AbortSignal): Promise<void> {
    try {
      const source = await uploadFile(upload, signal, (change) => this.#change(upload.key, change))
      await upload.target.onArrived()
      if (source.existing) this.#change(upload.key, { state: 'known' })
      else this.dismiss(upload.key)
    } catch (error) {
      const repeatable = [null, 'internal_error', 'rate_limited'].includes(errorCode(error))
      this.#change(upload.key, { state: 'refused', problem: errorSentence(error), repeatable })
    }
  }

  #waiting(): Upload | undefined {
    return this.#uploads.find(({ state }) => state === 'waiting')
  }

  #change(key: number, change: Partial<Upload>): void {
    this.#set(this.#uploads.map((upload) => (upload.key === key ? { ...upload, ...change } : upload)))
  }

  #set(uploads: readonly Upload[]): void {
    this.#uploads = uploads
    for (const listener of this.#listeners) listener()
  }
}

/** A page that is left would take its uploads with it. */
function askToStay(event: BeforeUnloadEvent): void {
  if (uploadStore.getSnapshot().some((upload) => !isSettled(upload))) event.preventDefault()
}

export const uploadStore = new UploadStore()

supabase.auth.onAuthStateChange((event) => {
  if (event === 'SIGNED_OUT') uploadStore.reset()
})
