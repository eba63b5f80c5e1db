import { setTimeout as sleep } from 'node:timers/promises'
import type { AudioTranscription } from 'openai/resources/realtime/realtime'
import { samplesToMs } from './audio-time.ts'
import type { Entry } from './conversation.ts'
import { textTokens, userAudioTokens } from './estimate-tokens.ts'
import { recognitionHints } from './recognition-hints.ts'
import type { SessionContext } from './session-context.ts'

/**
 * Recognises a user's speech once, for the brain as well as for the transcript, and puts the promise on the entry.
 * Sends transcription events only if the session asks for a transcript.
 */
export function transcribeEntry(context: SessionContext, entry: Entry, samples: Int16Array): void {
  const wanted = context.config.audio.input.transcription
  const recognised = context.engines.recognizer.recognize(samples, recognitionHints(context.config))
  entry.heard = recognised.catch(() => '')
  recognised.then(
    async (text) => {
      const delay = delayOf(context, text)
      if (delay > 0) await sleep(delay, undefined, { ref: false })
      setTranscript(entry, text)
      if (wanted !== undefined) sendTranscript(context, entry, text, wanted, samplesToMs(samples.length))
    },
    async () => {
      const delay = delayOf(context, '')
      if (delay > 0) await sleep(delay, undefined, { ref: false })
      if (wanted !== undefined) sendFailure(context, entry)
    },
  )
}

/** The timer for it keeps no process alive: a session that has ended sends nothing anyway. */
const delayOf = ({ engines }: SessionContext, transcript: string): number =>
  engines.transcriptDelayMs?.(transcript) ?? 0

function setTranscript(entry: Entry, transcript: string): void {
  if (entry.item.type !== 'message' || entry.item.role !== 'user') return
  const content = entry.item.content.map((part) => (part.type === 'input_audio' ? { ...part, transcript } : part))
  entry.item = { ...entry.item, content }
}

function sendTranscript(
  context: SessionContext,
  entry: Entry,
  transcript: string,
  wanted: AudioTranscription,
  audioMs: number,
): void {
  const place = { item_id: entry.item.id, content_index: 0 }
  for (const delta of transcript.match(/\s*\S+/g) ?? []) {
    context.send({ type: 'conversation.item.input_audio_transcription.delta', ...place, delta })
  }
  context.send({
    type: 'conversation.item.input_audio_transcription.completed',
    ...place,
    transcript,
    usage: transcriptionUsage(wanted, transcript, audioMs),
  })
}

/** `gpt-4o-…` models are billed by token, the others by time. */
function transcriptionUsage(wanted: AudioTranscription, transcript: string, audioMs: number) {
  if (wanted.model?.startsWith('gpt-4o') !== true) return { type: 'duration' as const, seconds: audioMs / 1000 }
  const [input, output] = [userAudioTokens(audioMs), textTokens(transcript)]
  return {
    type: 'tokens' as const,
    input_tokens: input,
    output_tokens: output,
    total_tokens: input + output,
    input_token_details: { audio_tokens: input, text_tokens: 0 },
  }
}

function sendFailure(context: SessionContext, entry: Entry): void {
  context.send({
    type: 'conversation.item.input_audio_transcription.failed',
    item_id: entry.item.id,
    content_index: 0,
    error: {
      type: 'transcription_error',
      code: 'audio_unintelligible',
      message: 'The audio could not be transcribed.',
    },
  })
}
