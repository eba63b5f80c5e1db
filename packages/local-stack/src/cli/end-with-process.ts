/** Calls `stop` once at Ctrl-C or `kill`, then ends the process. A second Ctrl-C ends it at once. */
export function endWithProcess(stop: () => Promise<void>): void {
  let isEnding = false
  const end = async () => {
    if (isEnding) process.exit(130)
    isEnding = true
    const failed = await stop().then(
      () => false,
      (error) => {
        console.error(error instanceof Error ? error.message : error)
        return true
      },
    )
    process.exit(failed ? 1 : 0)
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}
