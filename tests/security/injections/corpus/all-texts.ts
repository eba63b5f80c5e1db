import { approvals } from './approvals.ts'
import { hidden } from './hidden.ts'
import type { InjectionText } from './injection-text.ts'
import { languages } from './languages.ts'
import { memory } from './memory.ts'
import { otherHosts } from './other-hosts.ts'
import { pretenders } from './pretenders.ts'
import { rights } from './rights.ts'
import { rowsOfOthers } from './rows-of-others.ts'
import { secrets } from './secrets.ts'

/** Every text of the collection. */
export const allTexts: InjectionText[] = [
  ...rowsOfOthers,
  ...rights,
  ...otherHosts,
  ...secrets,
  ...approvals,
  ...memory,
  ...pretenders,
  ...languages,
  ...hidden,
]
