import type { AudioDevices, MicrophoneEvents, SpeakerEvents } from '../audio-devices.ts'
import type { CutItem } from '../truncations-of.ts'

/** Devices whose sound a test makes and measures: `speak` into the microphone, `heard` from the loudspeaker. */
export function scriptedDevices(options: { refuse?: Error } = {}) {
  const open: (MicrophoneEvents & { deviceId: string | undefined; muted: boolean; closed: boolean })[] = []
  const speaker = {
    events: undefined as SpeakerEvents | undefined,
    played: [] as { itemId: string; samples: number }[],
    completed: [] as string[],
    limits: [] as { itemId: string; ms: number }[],
    /** What the next cut answers. */
    cutItems: [] as CutItem[],
    cuts: 0,
    closed: false,
  }
  const devices: AudioDevices = {
    async openMicrophone(deviceId, events) {
      if (options.refuse) throw options.refuse
      const microphone = { ...events, deviceId, muted: false, closed: false }
      open.push(microphone)
      return {
        setMuted: (muted) => Object.assign(microphone, { muted }),
        close: async () => void Object.assign(microphone, { closed: true }),
      }
    },
    async openSpeaker(events) {
      speaker.events = events
      return {
        play: (itemId, _contentIndex, samples) => speaker.played.push({ itemId, samples: samples.length }),
        complete: (itemId) => speaker.completed.push(itemId),
        limit: (itemId, ms) => speaker.limits.push({ itemId, ms }),
        async cut() {
          speaker.cuts++
          return speaker.cutItems
        },
        resume: async () => true,
        close: async () => void Object.assign(speaker, { closed: true }),
      }
    },
  }
  return { devices, speaker, microphones: open }
}
