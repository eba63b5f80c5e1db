const FROM_HOST = [
  'HOME',
  'USERPROFILE',
  'LOCALAPPDATA',
  'XDG_CACHE_HOME',
  'SystemRoot',
  'DENO_DIR',
  'DENO_CERT',
  'NPM_CONFIG_REGISTRY',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
]

/**
 * The environment for Deno itself: where its cache is, how it gets on the network, and that it must not look at the
 * repo's package.json (hosted functions know only their deno.json). Nothing else of the host's environment.
 */
export function denoEnvironment(host: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const taken = FROM_HOST.flatMap((name) => (host[name] === undefined ? [] : [[name, host[name]]]))
  return {
    ...Object.fromEntries(taken),
    // Both, so that npm is reachable behind a proxy with a certificate of its own.
    DENO_TLS_CA_STORE: host.DENO_TLS_CA_STORE ?? 'mozilla,system',
    DENO_NO_PACKAGE_JSON: '1',
    DENO_NO_UPDATE_CHECK: '1',
    NO_COLOR: '1',
  }
}
