import { watch } from 'chokidar'

const SETTLE_MS = 80

export interface FileWatch {
  add(paths: Iterable<string>): void
  close(): Promise<void>
}

/** Watches files and folders (node_modules aside) and reports changes in batches, once a burst of them is over. */
export function watchFunctionFiles(paths: string[], onChange: (changed: ReadonlySet<string>) => void): FileWatch {
  let changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(paths, {
    ignoreInitial: true,
    ignored: (path) => /[\\/](node_modules|\.git)([\\/]|$)/.test(path),
  })
  watcher.on('all', (_event, path) => {
    changed.add(path)
    clearTimeout(timer)
    timer = setTimeout(() => {
      const batch = changed
      changed = new Set()
      onChange(batch)
    }, SETTLE_MS)
  })
  return {
    add: (more) => void watcher.add([...more]),
    close: () => {
      clearTimeout(timer)
      return watcher.close()
    },
  }
}
