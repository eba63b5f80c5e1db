import type { RecognitionHints } from '../speech/recognizer.ts'
import type { SessionConfig } from './session-config.ts'

/** What a session's user may say, as far as its settings tell: instructions, tools, keywords and prompt. */
export function recognitionHints({ instructions, tools, audio }: SessionConfig): RecognitionHints {
  const { transcription } = audio.input
  const toolTexts = tools.map((tool) => `${tool.name?.replaceAll(/[_-]/g, ' ')}. ${tool.description ?? ''}`)
  const texts = [instructions, ...toolTexts, ...(transcription?.keywords ?? []), transcription?.prompt ?? '']
  return { texts: texts.filter((text) => text !== '') }
}
