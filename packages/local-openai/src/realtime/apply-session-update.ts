import type { RealtimeAudioFormats, RealtimeAudioInputTurnDetection } from 'openai/resources/realtime/realtime'
import { OpenaiError } from '../http/openai-error.ts'
import { type SessionConfig, TURN_DETECTION_DEFAULTS } from './session-config.ts'
import type { SessionUpdate } from './session-update-schema.ts'

type InputUpdate = NonNullable<NonNullable<SessionUpdate['audio']>['input']>
type OutputUpdate = NonNullable<NonNullable<SessionUpdate['audio']>['output']>

/**
 * The session after a partial update; what the update leaves out stays. Never changes `config` itself, so a refused
 * update leaves no trace. Throws an {@link OpenaiError} for the model, which is immutable, and for the voice once
 * `voiceLocked`, i.e. once the assistant has spoken.
 */
export function applySessionUpdate(config: SessionConfig, update: SessionUpdate, voiceLocked: boolean): SessionConfig {
  const { type: _type, model, audio, prompt: _prompt, include, ...rest } = update
  if (model !== undefined && model !== config.model) throw immutableModel(config.model)
  return {
    ...config,
    ...withoutUndefined(rest),
    ...(include ? { include } : {}),
    audio: {
      input: mergeInput(config.audio.input, audio?.input ?? {}),
      output: mergeOutput(config.audio.output, audio?.output ?? {}, voiceLocked),
    },
  }
}

function mergeInput(current: SessionConfig['audio']['input'], update: InputUpdate): SessionConfig['audio']['input'] {
  const { transcription, noise_reduction, turn_detection, format } = update
  const next = { ...current }
  if (format !== undefined) next.format = withRate(format)
  if (turn_detection !== undefined) next.turn_detection = mergeTurnDetection(current.turn_detection, turn_detection)
  if (transcription === null) delete next.transcription
  else if (transcription !== undefined) next.transcription = transcription
  if (noise_reduction === null) delete next.noise_reduction
  else if (noise_reduction !== undefined) next.noise_reduction = noise_reduction
  return next
}

function mergeOutput(
  current: SessionConfig['audio']['output'],
  update: OutputUpdate,
  voiceLocked: boolean,
): SessionConfig['audio']['output'] {
  const { format, voice, speed } = update
  if (voiceLocked && voice !== undefined && JSON.stringify(voice) !== JSON.stringify(current.voice)) {
    throw new OpenaiError({
      code: 'cannot_update_voice',
      message: "Cannot update a conversation's voice if assistant audio is present.",
    })
  }
  return {
    ...current,
    ...(format === undefined ? {} : { format: withRate(format) }),
    ...withoutUndefined({ voice, speed }),
  }
}

function mergeTurnDetection(
  current: RealtimeAudioInputTurnDetection | null,
  update: NonNullable<InputUpdate['turn_detection']> | null,
): RealtimeAudioInputTurnDetection | null {
  if (update === null) return null
  const base = current?.type === update.type ? current : TURN_DETECTION_DEFAULTS[update.type]
  return { ...base, ...withoutUndefined(update) } as RealtimeAudioInputTurnDetection
}

/** PCM has one rate; the effective session names it even if the client did not. */
function withRate(format: RealtimeAudioFormats): RealtimeAudioFormats {
  return format.type === 'audio/pcm' ? { type: 'audio/pcm', rate: 24000 } : format
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>
}

function immutableModel(model: string): OpenaiError {
  return new OpenaiError({
    code: 'invalid_value',
    message: `The model of a session cannot be changed: it is '${model}'. Open another session.`,
    param: 'session.model',
  })
}
