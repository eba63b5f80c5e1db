import type { Attempt } from './attempt.ts'

/** Everything that a client can ask of a file and a bucket that are not its own. */
export function storageAttempts(bucket: string, path: string): Attempt[] {
  const folder = path.split('/').slice(0, -1).join('/')
  const file = () => new Blob(['mine'], { type: 'text/plain' })
  const attempt = (says: string, kind: Attempt['kind'], run: Attempt['run']): Attempt => ({
    says: `storage: ${says}`,
    kind,
    run,
  })
  return [
    attempt('lists buckets', 'read', (client) => client.storage.listBuckets()),
    attempt('looks at the bucket', 'read', (client) => client.storage.getBucket(bucket)),
    attempt('lists the root', 'read', (client) => client.storage.from(bucket).list()),
    attempt('lists the folder', 'read', (client) => client.storage.from(bucket).list(folder)),
    attempt('searches', 'read', (client) => client.storage.from(bucket).list('', { search: '%' })),
    attempt('downloads', 'read', (client) => client.storage.from(bucket).download(path)),
    attempt('asks about', 'read', (client) => client.storage.from(bucket).info(path)),
    attempt('signs', 'read', (client) => client.storage.from(bucket).createSignedUrl(path, 60)),
    attempt('signs many', 'write', (client) => client.storage.from(bucket).createSignedUrls([path], 60)),
    attempt('signs an upload', 'write', (client) =>
      client.storage.from(bucket).createSignedUploadUrl(path, { upsert: true }),
    ),
    attempt('uploads beside', 'write', (client) => client.storage.from(bucket).upload(`${folder}/mine.txt`, file())),
    attempt('uploads over', 'write', (client) => client.storage.from(bucket).upload(path, file(), { upsert: true })),
    attempt('updates', 'write', (client) => client.storage.from(bucket).update(path, file())),
    attempt('copies', 'write', (client) => client.storage.from(bucket).copy(path, 'mine.txt')),
    attempt('moves', 'write', (client) => client.storage.from(bucket).move(path, 'mine.txt')),
    attempt('removes', 'write', (client) => client.storage.from(bucket).remove([path])),
    attempt('empties', 'write', (client) => client.storage.emptyBucket(bucket)),
    attempt('opens to all', 'write', (client) => client.storage.updateBucket(bucket, { public: true })),
    attempt('deletes the bucket', 'write', (client) => client.storage.deleteBucket(bucket)),
    attempt('makes a bucket', 'write', (client) => client.storage.createBucket('mine', { public: true })),
  ]
}
