/** Something that a text tells whoever reads it to do. Texts may hold placeholders, see `fill-placeholders.ts`. */
export type Command =
  /** Call a function, with these arguments as they stand in the text: they need not be JSON. */
  | { kind: 'call'; tool: string; arguments: string }
  /** Ask for this address, with whatever function takes one. */
  | { kind: 'fetch'; url: string }
  /** Say these words. */
  | { kind: 'say'; text: string }
  /** Say everything that it was told. */
  | { kind: 'print' }
