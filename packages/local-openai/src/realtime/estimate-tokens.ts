/** Text tokens, estimated as four letters each; the stand-in has no tokenizer. */
export const textTokens = (text: string): number => Math.ceil(text.length / 4)

/** A user's speech: a token for every 100 ms. */
export const userAudioTokens = (ms: number): number => Math.ceil(ms / 100)

/** An assistant's speech: a token for every 50 ms. */
export const assistantAudioTokens = (ms: number): number => Math.ceil(ms / 50)
