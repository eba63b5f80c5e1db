import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

interface StoredMetadata {
  cacheControl: string
  contentLength: number
  size: number
  mimetype: string
  eTag: string
  lastModified: Date
  httpStatusCode: number
}

type Body = ReadableStream | Uint8Array

/**
 * Keeps the bytes of storage objects in a folder, so that they survive a restart. Names become digests: no object name
 * can leave the folder. What the database knows about an object (owner, policies) is not its business.
 */
export class FileStorageAdapter {
  readonly driver = undefined
  readonly #dir: string

  constructor(dir: string) {
    this.#dir = dir
  }

  async uploadObject(
    bucket: string,
    key: string,
    _version: string | undefined,
    body: Body,
    contentType: string,
    cacheControl: string,
  ) {
    const file = this.#file(bucket, key)
    await mkdir(join(this.#dir, digest(bucket)), { recursive: true })
    const source = body instanceof Uint8Array ? Readable.from([body]) : Readable.fromWeb(body as never)
    await pipeline(source, createWriteStream(file))
    await writeFile(`${file}.json`, JSON.stringify({ contentType, cacheControl }))
    return this.headObject(bucket, key)
  }

  async headObject(bucket: string, key: string): Promise<StoredMetadata> {
    const file = this.#file(bucket, key)
    const [{ size, mtime }, sidecar] = await Promise.all([stat(file), readFile(`${file}.json`, 'utf8')])
    const { contentType, cacheControl } = JSON.parse(sidecar)
    const eTag = `"${digest(`${size}-${mtime.getTime()}`).slice(0, 32)}"`
    const lengths = { contentLength: size, size }
    return { ...lengths, cacheControl, mimetype: contentType, eTag, lastModified: mtime, httpStatusCode: 200 }
  }

  async getObject(bucket: string, key: string) {
    const metadata = await this.headObject(bucket, key)
    const body = Readable.toWeb(createReadStream(this.#file(bucket, key))) as unknown as ReadableStream
    return { metadata, httpStatusCode: 200, body: body as never }
  }

  async deleteObject(bucket: string, key: string): Promise<void> {
    const file = this.#file(bucket, key)
    await Promise.all([rm(file, { force: true }), rm(`${file}.json`, { force: true })])
  }

  async deleteObjects(bucket: string, keys: string[]): Promise<void> {
    await Promise.all(keys.map((key) => this.deleteObject(bucket, key)))
  }

  async copyObject(
    sourceBucket: string,
    source: string,
    _sourceVersion: string | undefined,
    bucket: string,
    key: string,
    _version: string | undefined,
  ) {
    const [from, to] = [this.#file(sourceBucket, source), this.#file(bucket, key)]
    await mkdir(join(this.#dir, digest(bucket)), { recursive: true })
    await Promise.all([copyFile(from, to), copyFile(`${from}.json`, `${to}.json`)])
    return this.headObject(bucket, key)
  }

  async privateAssetUrl(bucket: string, key: string): Promise<string> {
    return `file://${this.#file(bucket, key)}`
  }

  #file(bucket: string, key: string): string {
    return join(this.#dir, digest(bucket), digest(key))
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
