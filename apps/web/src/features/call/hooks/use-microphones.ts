import { listMicrophones, type MicrophoneChoice } from '@parley/client/list-microphones'
import { useEffect, useState } from 'react'

/**
 * Microphones to choose from, current while devices come and go. Empty until the browser tells names.
 *
 * @param permitted changes when permission may have been given, and the list is worth another look
 */
export function useMicrophones(permitted: boolean): readonly MicrophoneChoice[] {
  const [microphones, setMicrophones] = useState<readonly MicrophoneChoice[]>([])
  useEffect(() => {
    const refresh = () => void listMicrophones().then(setMicrophones, () => setMicrophones([]))
    refresh()
    navigator.mediaDevices?.addEventListener('devicechange', refresh)
    return () => navigator.mediaDevices?.removeEventListener('devicechange', refresh)
  }, [permitted])
  return microphones
}
