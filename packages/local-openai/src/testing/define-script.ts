import type { Script } from './script.ts'

/**
 * A script for the sessions of a stand-in: what to hear, what to answer, what to break, and when. Every session plays
 * it from its beginning (a `refuse` with `times` counts over all).
 *
 * @example
 * startLocalOpenai({ port: 0, apiKey: 'sk-test', script: defineScript({
 *   turns: [{ transcript: 'hello', reply: 'Hi there.' }],
 *   rules: [{ after: 'response.output_audio.delta', from: 3, times: 1, do: [{ drop: true }] }],
 * }) })
 */
export function defineScript(script: Script): Script {
  for (const rule of script.rules ?? []) {
    if ((rule.on === undefined) === (rule.after === undefined)) throw new Error("A rule needs either 'on' or 'after'.")
  }
  return script
}
