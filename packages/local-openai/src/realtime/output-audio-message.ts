import type { Speech } from '../speech/speaker.ts'
import { splitSentences } from '../speech/split-sentences.ts'
import { encodeAudio } from './audio-codec.ts'
import { samplesToMs } from './audio-time.ts'
import type { Entry } from './conversation.ts'
import { createId } from './create-id.ts'
import { assistantAudioTokens, textTokens } from './estimate-tokens.ts'
import type { ResponseOutput } from './response-output.ts'
import { cutSpeech, Pacer, type SpeechPiece } from './stream-speech.ts'

/**
 * Speaks `text` as one assistant message: sentence by sentence, the words of the transcript just before their sound,
 * at the session's pace. When the response is cancelled or runs out of tokens, ends the item as incomplete with what
 * was sent until then, and rethrows.
 */
export async function outputAudioMessage(output: ResponseOutput, text: string): Promise<void> {
  const message = new AudioMessage(output)
  const pacer = new Pacer(output.context.pace)
  try {
    for await (const speech of speakAhead(output, text)) {
      for (const piece of cutSpeech(speech, output.context.pace.chunkMs)) {
        await pacer.due(piece.samples.length, output.signal)
        message.add(piece)
      }
    }
  } catch (error) {
    message.end('incomplete')
    throw error
  }
  message.end('completed')
}

/** Makes the next sentence while the current one is being sent. */
async function* speakAhead(output: ResponseOutput, text: string): AsyncGenerator<Speech> {
  const { config, engines } = output.context
  const { voice, speed } = config.audio.output
  const speak = (sentence: string) => {
    const speech = engines.speak(sentence, { voice: typeof voice === 'string' ? voice : voice.id, speed })
    // A sentence made ahead may fail after the response was cancelled; whoever awaits it hears of it.
    speech.catch(() => {})
    return speech
  }
  const sentences = splitSentences(text)
  let next = sentences[0] === undefined ? undefined : speak(sentences[0])
  for (let index = 1; next !== undefined; index++) {
    const current: Promise<Speech> = next
    const sentence = sentences[index]
    next = sentence === undefined ? undefined : speak(sentence)
    yield await current
  }
}

/** The events of one spoken message. */
class AudioMessage {
  readonly #output: ResponseOutput
  readonly #entry: Entry
  readonly #index: number
  readonly #samples: Int16Array[] = []
  #transcript = ''

  constructor(output: ResponseOutput) {
    this.#output = output
    const item = {
      id: createId('item'),
      type: 'message',
      role: 'assistant',
      status: 'in_progress',
      content: [],
    } as const
    const opened = output.open({ ...item, content: [] })
    this.#entry = opened.entry
    this.#index = opened.index
    output.send({
      type: 'response.content_part.added',
      ...this.#place(),
      part: { type: 'audio', transcript: '' },
    })
  }

  add(piece: SpeechPiece): void {
    const ms = samplesToMs(piece.samples.length)
    this.#output.spend('audio', assistantAudioTokens(ms))
    if (piece.text !== '') {
      this.#output.spend('text', textTokens(piece.text))
      this.#transcript += piece.text
      this.#output.send({ type: 'response.output_audio_transcript.delta', ...this.#place(), delta: piece.text })
    }
    this.#samples.push(piece.samples)
    this.#entry.audioMs += ms
    const delta = encodeAudio(piece.samples, this.#output.context.config.audio.output.format)
    this.#output.send({ type: 'response.output_audio.delta', ...this.#place(), delta })
  }

  end(status: 'completed' | 'incomplete'): void {
    const transcript = this.#transcript
    this.#output.send({ type: 'response.output_audio.done', ...this.#place() })
    this.#output.send({ type: 'response.output_audio_transcript.done', ...this.#place(), transcript })
    this.#output.send({ type: 'response.content_part.done', ...this.#place(), part: { type: 'audio', transcript } })
    this.#entry.item = {
      id: this.#entry.item.id,
      type: 'message',
      role: 'assistant',
      content: [{ type: 'output_audio', transcript }],
    }
    this.#entry.audio = joinSamples(this.#samples)
    this.#output.close(this.#entry, this.#index, status)
  }

  #place() {
    const { responseId } = this.#output
    return { response_id: responseId, item_id: this.#entry.item.id, output_index: this.#index, content_index: 0 }
  }
}

function joinSamples(pieces: Int16Array[]): Int16Array {
  const all = new Int16Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let offset = 0
  for (const piece of pieces) {
    all.set(piece, offset)
    offset += piece.length
  }
  return all
}
