declare module '@echogarden/fvad-wasm' {
  const createFvad: () => Promise<unknown>
  export default createFvad
}
