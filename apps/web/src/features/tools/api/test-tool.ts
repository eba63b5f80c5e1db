import { type ToolsRequest, type ToolsResponse, toolsResponse } from '@parley/shared/tools'
import { useMutation } from '@tanstack/react-query'
import { invokeFunction } from '@/lib/invoke-function.ts'

/** Calls a tool as an agent would, as the person who tries it. What it writes is written. */
export function useTestTool(toolId: string) {
  return useMutation({
    mutationFn: async (values: Record<string, unknown>): Promise<ToolsResponse> => {
      const request: ToolsRequest = { action: 'test', tool_id: toolId, arguments: values }
      return toolsResponse.parse(await invokeFunction('tools', request))
    },
  })
}
