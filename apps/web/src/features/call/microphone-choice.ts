const KEY = 'parley.microphone'

/** The microphone chosen in this browser; `undefined`: the system's. */
export function readMicrophoneId(): string | undefined {
  return localStorage.getItem(KEY) ?? undefined
}

/** Remembers a microphone for the next call; `undefined` forgets it. */
export function rememberMicrophoneId(deviceId: string | undefined): void {
  if (deviceId) localStorage.setItem(KEY, deviceId)
  else localStorage.removeItem(KEY)
}
