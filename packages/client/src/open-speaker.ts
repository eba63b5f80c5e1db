import { AUDIO_FORMAT } from '@parley/shared/audio-format'
import type { Speaker, SpeakerEvents } from './audio-devices.ts'
import { CallError } from './call-error.ts'
import type { CutItem } from './truncations-of.ts'

/** A suspended context may not answer; nothing was heard from it either. */
const CUT_TIMEOUT_MS = 300

/**
 * Opens the loudspeaker: an AudioWorklet with a queue, at 24 kHz whatever the device runs at.
 *
 * @throws CallError `audio_unsupported`
 */
export async function openSpeaker(events: SpeakerEvents): Promise<Speaker> {
  const { context, port } = await openWorklet()
  const cuts = new Map<number, (items: CutItem[]) => void>()
  let nextCut = 0
  port.onmessage = ({ data }) => {
    if (data.type === 'level') events.onLevel(data.level)
    if (data.type === 'playing') events.onPlaying(data.itemId)
    if (data.type === 'cut') {
      cuts.get(data.id)?.(data.items)
      cuts.delete(data.id)
    }
  }
  return {
    play(itemId, contentIndex, samples) {
      port.postMessage({ type: 'play', itemId, contentIndex, samples }, [samples.buffer])
    },
    complete(itemId) {
      port.postMessage({ type: 'complete', itemId })
    },
    limit(itemId, ms) {
      port.postMessage({ type: 'limit', itemId, samples: Math.round((ms * AUDIO_FORMAT.sampleRate) / 1000) })
    },
    cut() {
      const id = nextCut++
      const { promise, resolve } = Promise.withResolvers<CutItem[]>()
      cuts.set(id, resolve)
      port.postMessage({ type: 'cut', id })
      setTimeout(() => resolve([]), CUT_TIMEOUT_MS)
      return promise
    },
    async resume() {
      // A browser that waits for a gesture leaves the promise pending.
      await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, 250))])
      return context.state === 'running'
    },
    async close() {
      for (const resolve of cuts.values()) resolve([])
      cuts.clear()
      if (context.state !== 'closed') await context.close()
    },
  }
}

async function openWorklet(): Promise<{ context: AudioContext; port: MessagePort }> {
  let context: AudioContext | undefined
  try {
    context = new AudioContext({ sampleRate: AUDIO_FORMAT.sampleRate, latencyHint: 'interactive' })
    await context.audioWorklet.addModule(new URL('./playback-worklet.js', import.meta.url))
    const node = new AudioWorkletNode(context, 'parley-playback', { numberOfInputs: 0, outputChannelCount: [1] })
    node.connect(context.destination)
    return { context, port: node.port }
  } catch (cause) {
    void context?.close()
    throw new CallError('audio_unsupported', { cause })
  }
}
