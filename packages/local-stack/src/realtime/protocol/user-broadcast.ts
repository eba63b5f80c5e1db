/**
 * What is broadcast on a channel. `json` carries the payload as JSON text, so that it is parsed once at most;
 * `envelope` is a text frame's whole payload, whose further keys travel along.
 */
export type UserBroadcast =
  | { kind: 'json'; event: string; json: string; meta?: Record<string, unknown> }
  | { kind: 'binary'; event: string; bytes: Buffer; meta?: Record<string, unknown> }
  | { kind: 'envelope'; payload: Record<string, unknown> }
