/** What a speech worker does. */
export type SpeechJob =
  | { kind: 'recognize'; samples: Int16Array; texts: string[] }
  | { kind: 'prepare'; texts: string[] }
  | { kind: 'speak'; text: string; voice: string; speed: number }
