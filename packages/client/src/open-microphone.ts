import { AUDIO_FORMAT } from '@parley/shared/audio-format'
import type { Microphone, MicrophoneEvents } from './audio-devices.ts'
import { CallError } from './call-error.ts'

/** Browsers' names for why there is no microphone, as this package's codes. */
function microphoneError(cause: unknown): CallError {
  const name = cause instanceof DOMException ? cause.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return new CallError('microphone_denied', { cause })
  if (name === 'NotFoundError' || name === 'OverconstrainedError')
    return new CallError('microphone_not_found', { cause })
  if (name === 'NotSupportedError' || cause instanceof TypeError)
    return new CallError('microphone_unsupported', { cause })
  return new CallError('microphone_in_use', { cause })
}

async function openStream(deviceId: string | undefined): Promise<MediaStream> {
  // Absent outside secure contexts.
  if (!navigator.mediaDevices) throw new CallError('microphone_unsupported')
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: {
        ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
        channelCount: 1,
      },
    })
  } catch (cause) {
    throw microphoneError(cause)
  }
}

/** At 24 kHz where the browser lets a device run at another rate than its own; else at the device's (Firefox). */
function connectSource(stream: MediaStream): { context: AudioContext; source: MediaStreamAudioSourceNode } {
  const context = new AudioContext({ sampleRate: AUDIO_FORMAT.sampleRate, latencyHint: 'interactive' })
  try {
    return { context, source: context.createMediaStreamSource(stream) }
  } catch {
    void context.close()
    const own = new AudioContext({ latencyHint: 'interactive' })
    return { context: own, source: own.createMediaStreamSource(stream) }
  }
}

/**
 * Opens a microphone with echo cancellation and captures it in an AudioWorklet.
 *
 * @param deviceId of {@link listMicrophones}; the system's default when left out
 * @throws CallError with a `microphone_…` code
 */
export async function openMicrophone(deviceId: string | undefined, events: MicrophoneEvents): Promise<Microphone> {
  const stream = await openStream(deviceId)
  const tracks = stream.getAudioTracks()
  let context: AudioContext | undefined
  const close = async () => {
    for (const track of tracks) {
      track.onended = null
      track.stop()
    }
    if (context && context.state !== 'closed') await context.close()
  }
  try {
    const connected = connectSource(stream)
    context = connected.context
    await context.audioWorklet.addModule(new URL('./capture-worklet.js', import.meta.url))
    const node = new AudioWorkletNode(context, 'parley-capture', { numberOfOutputs: 0 })
    node.port.onmessage = ({ data }) => events.onAudio(data.samples, data.level)
    connected.source.connect(node)
    // Pending until a gesture where autoplay is blocked, so it is not waited for.
    void context.resume()
  } catch (cause) {
    await close()
    throw new CallError('microphone_in_use', { cause })
  }
  for (const track of tracks) track.onended = events.onLost
  return {
    setMuted(muted) {
      for (const track of tracks) track.enabled = !muted
    },
    close,
  }
}
