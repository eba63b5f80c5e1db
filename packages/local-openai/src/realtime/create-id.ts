import { randomBytes } from 'node:crypto'

/** An id such as `item_3f9c…`: the prefix that OpenAI uses for the thing, and 20 random letters. */
export function createId(prefix: 'event' | 'item' | 'resp' | 'sess' | 'conv' | 'call' | 'chatcmpl'): string {
  const separator = prefix === 'chatcmpl' ? '-' : '_'
  return `${prefix}${separator}${randomBytes(10).toString('hex')}`
}
