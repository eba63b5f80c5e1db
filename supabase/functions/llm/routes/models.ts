import { ParleyError } from '@parley/shared/parley-error.ts'
import { ledgerClient } from '../../_shared/llm/ledger-client.ts'
import { spendError } from '../../_shared/llm/spend-error.ts'
import type { GatewayRequest } from '../serve-gateway.ts'

/** `GET /v1/models`: those of the plan of the caller's organisation. */
export async function listModels(of: GatewayRequest): Promise<Response> {
  return Response.json({ object: 'list', data: await modelsOf(of) })
}

/**
 * `GET /v1/models/<id>`.
 *
 * @throws {ParleyError} model_not_found, also for one that the plan lacks
 */
export async function retrieveModel(of: GatewayRequest): Promise<Response> {
  const model = (await modelsOf(of)).find(({ id }) => id === of.param)
  if (!model) throw new ParleyError('model_not_found')
  return Response.json(model)
}

async function modelsOf({ caller }: GatewayRequest) {
  const { data, error } = await ledgerClient().rpc('llm_models', {
    p_user_id: caller.personId,
    p_auth_session_id: caller.authSessionId,
    ...(caller.organizationId === undefined ? {} : { p_organization_id: caller.organizationId }),
  })
  if (error) throw spendError(error)
  return data.map(({ id, created_at }) => ({
    id,
    object: 'model',
    created: Math.floor(Date.parse(created_at) / 1000),
    owned_by: 'parley',
  }))
}
