import { createId } from './create-id.ts'
import { textTokens } from './estimate-tokens.ts'
import type { ResponseOutput } from './response-output.ts'

/** Writes `text` as one assistant message, word by word. Ends it as incomplete when it is cut off, and rethrows. */
export async function outputTextMessage(output: ResponseOutput, text: string): Promise<void> {
  const id = createId('item')
  const { entry, index } = output.open({ id, type: 'message', role: 'assistant', status: 'in_progress', content: [] })
  const place = { response_id: output.responseId, item_id: id, output_index: index, content_index: 0 }
  output.send({ type: 'response.content_part.added', ...place, part: { type: 'text', text: '' } })
  let written = ''
  const end = (status: 'completed' | 'incomplete') => {
    output.send({ type: 'response.output_text.done', ...place, text: written })
    output.send({ type: 'response.content_part.done', ...place, part: { type: 'text', text: written } })
    entry.item = { id, type: 'message', role: 'assistant', content: [{ type: 'output_text', text: written }] }
    output.close(entry, index, status)
  }
  try {
    for (const delta of text.match(/\s*\S+/g) ?? []) {
      output.signal.throwIfAborted()
      output.spend('text', textTokens(delta))
      written += delta
      output.send({ type: 'response.output_text.delta', ...place, delta })
    }
  } catch (error) {
    end('incomplete')
    throw error
  }
  end('completed')
}
