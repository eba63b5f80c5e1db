import { afterAll, afterEach, beforeAll } from 'vitest'
import { expectNothingLeft } from './expect-nothing-left.ts'
import { type FaultRig, type FaultRigOptions, startFaultRig } from './start-fault-rig.ts'

/** One rig for the test file that calls it; after each of its tests nothing of a call may be left. */
export function useFaultRig(options?: FaultRigOptions): FaultRig {
  let rig: FaultRig | undefined
  beforeAll(async () => {
    rig = await startFaultRig(options)
  })
  afterEach(async () => {
    if (rig) await expectNothingLeft(rig)
  }, 120_000)
  afterAll(() => rig?.stop())
  return new Proxy({} as FaultRig, {
    get(_, name: keyof FaultRig) {
      if (!rig) throw new Error('The rig runs only inside of tests and hooks')
      return rig[name]
    },
  })
}
