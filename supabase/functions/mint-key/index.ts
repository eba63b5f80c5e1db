import { postFunction } from '../_shared/post-function.ts'
import { mintKey, mintKeyRequest } from './mint-key.ts'

export default { fetch: postFunction(mintKeyRequest, mintKey) }
