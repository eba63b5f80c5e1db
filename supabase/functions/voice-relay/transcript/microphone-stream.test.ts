import { strictEqual as equal } from 'node:assert'
import { MicrophoneStream } from './microphone-stream.ts'

function stream(startMs: number) {
  const microphone = new MicrophoneStream()
  microphone.startAt(startMs)
  return {
    microphone,
    speak: (item_id: string, audio_start_ms: number, audio_end_ms: number) => {
      microphone.apply({ type: 'input_audio_buffer.speech_started', item_id, audio_start_ms })
      microphone.apply({ type: 'input_audio_buffer.speech_stopped', item_id, audio_end_ms })
      microphone.apply({ type: 'input_audio_buffer.committed', item_id, previous_item_id: null })
    },
    probe: () => {
      microphone.asked()
      microphone.answered()
    },
  }
}

Deno.test('an utterance ends in the call where the provider heard its end in its own session', () => {
  const { microphone, speak } = stream(60_000)
  microphone.received(5000)
  speak('u1', 1200, 2700)
  equal(microphone.endOf('u1'), 62_700)
  equal(microphone.endOf('u2'), null)
})

Deno.test('what the client commits by hand ends with what it had sent', () => {
  const { microphone } = stream(0)
  microphone.received(900)
  microphone.commitRequested()
  microphone.received(300)
  microphone.apply({ type: 'input_audio_buffer.committed', item_id: 'u1', previous_item_id: null })
  equal(microphone.endOf('u1'), 900)
})

Deno.test('silence is what the provider has listened to, less what it may yet find to be the start of a speech', () => {
  const { microphone, probe } = stream(10_000)
  microphone.received(8000)
  equal(microphone.silentUntilMs, 9000)
  probe()
  equal(microphone.silentUntilMs, 17_000)
  microphone.received(5000)
  equal(microphone.silentUntilMs, 17_000)
})

Deno.test('nothing is silence while somebody speaks, or while turns are made by hand', () => {
  const { microphone, probe } = stream(0)
  microphone.received(8000)
  probe()
  microphone.apply({ type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 7500 })
  equal(microphone.silentUntilMs, null)
  microphone.apply({ type: 'input_audio_buffer.speech_stopped', item_id: 'u1', audio_end_ms: 7900 })
  equal(microphone.silentUntilMs, null)
  microphone.apply({ type: 'input_audio_buffer.committed', item_id: 'u1', previous_item_id: null })
  equal(microphone.silentUntilMs, 7000)
  microphone.apply({ type: 'session.updated', session: { audio: { input: { turn_detection: null } } } })
  equal(microphone.silentUntilMs, null)
})
