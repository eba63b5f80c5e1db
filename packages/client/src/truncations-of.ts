import { AUDIO_FORMAT } from '@parley/shared/audio-format'

/** How far one item's audio had come when playback was cut. Counts are samples. */
export type CutItem = {
  itemId: string
  contentIndex: number
  /** Handed to the loudspeaker. */
  played: number
  /** Received, and dropped unheard. */
  dropped: number
  /** All of the item's audio had arrived. */
  complete: boolean
}

/** `conversation.item.truncate` of the Realtime API. */
export type Truncation = {
  type: 'conversation.item.truncate'
  item_id: string
  content_index: number
  audio_end_ms: number
}

/**
 * What the server must be told after a cut: where each item ended for the listener, in whole milliseconds rounded down,
 * so that it never lies beyond what was received. An item that was heard to its end needs nothing.
 */
export function truncationsOf(items: readonly CutItem[]): Truncation[] {
  return items
    .filter((item) => item.dropped > 0 || !item.complete)
    .map((item) => ({
      type: 'conversation.item.truncate',
      item_id: item.itemId,
      content_index: item.contentIndex,
      audio_end_ms: Math.floor((item.played * 1000) / AUDIO_FORMAT.sampleRate),
    }))
}
