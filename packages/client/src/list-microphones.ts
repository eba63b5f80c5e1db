/** A microphone to choose. */
export type MicrophoneChoice = { deviceId: string; label: string }

/**
 * The microphones that the browser offers. Browsers give no names, and often no ids, before the first permission;
 * such entries are left out, so the list is empty until then.
 */
export async function listMicrophones(): Promise<MicrophoneChoice[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? []
  return devices
    .filter((device) => device.kind === 'audioinput' && device.deviceId !== '' && device.label !== '')
    .map(({ deviceId, label }) => ({ deviceId, label }))
}
