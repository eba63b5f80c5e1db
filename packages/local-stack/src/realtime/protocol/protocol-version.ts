/** Wire forms: 1.0.0 sends objects, 2.0.0 sends arrays and binary broadcasts. */
export type ProtocolVersion = '1.0.0' | '2.0.0'

/** Reads the `vsn` of a handshake. Missing means 1.0.0; undefined is returned for a version that does not exist. */
export function protocolVersion(vsn: string | null): ProtocolVersion | undefined {
  if (vsn === null || vsn === '1.0.0') return '1.0.0'
  return vsn === '2.0.0' ? vsn : undefined
}
