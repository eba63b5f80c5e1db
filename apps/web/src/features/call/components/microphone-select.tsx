import { CallError } from '@parley/client/call-error'
import { Mic } from 'lucide-react'
import { useState } from 'react'
import { SelectField } from '@/components/ui/select-field.tsx'
import { callStore } from '../call-store.ts'
import { useMicrophones } from '../hooks/use-microphones.ts'
import { readMicrophoneId, rememberMicrophoneId } from '../microphone-choice.ts'

/** Chooses the microphone: for the next call, and at once for one that is live. Nothing until there is a choice. */
export function MicrophoneSelect({ permitted, className }: { permitted: boolean; className?: string }) {
  const microphones = useMicrophones(permitted)
  const [chosen, setChosen] = useState(readMicrophoneId)
  const [problem, setProblem] = useState<string | null>(null)
  if (microphones.length === 0) return null

  async function choose(deviceId: string) {
    const before = chosen
    setChosen(deviceId || undefined)
    setProblem(null)
    try {
      await callStore.call?.switchMicrophone(deviceId || undefined)
      rememberMicrophoneId(deviceId || undefined)
    } catch (error) {
      setChosen(before)
      setProblem(error instanceof CallError ? error.message : 'The microphone could not be opened.')
    }
  }

  const known = microphones.some(({ deviceId }) => deviceId === chosen)
  return (
    <span className={className}>
      <SelectField
        icon={<Mic />}
        aria-label="Microphone"
        value={known ? chosen : ''}
        onChange={(event) => void choose(event.target.value)}
        className="max-w-60"
      >
        <option value="">System microphone</option>
        {microphones
          .filter(({ deviceId }) => deviceId !== 'default')
          .map(({ deviceId, label }) => (
            <option key={deviceId} value={deviceId}>
              {label}
            </option>
          ))}
      </SelectField>
      <span role="alert" className="text-sm text-danger">
        {problem}
      </span>
    </span>
  )
}
