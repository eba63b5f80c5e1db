// What AudioWorkletGlobalScope has beside the DOM's types; TypeScript's libraries leave it out.
declare const sampleRate: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void
