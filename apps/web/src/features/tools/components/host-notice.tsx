import { useQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { useAllowToolHost } from '../api/allow-tool-host.ts'
import { toolHostsQuery } from '../api/list-tool-hosts.ts'
import { hostOf } from '../host-of.ts'
import type { Tool } from '../tool.ts'

/** Says that a tool's host is not allowed, and offers to allow it. */
export function HostNotice({ tool, manages }: { tool: Tool; manages: boolean }) {
  const { data: hosts } = useQuery(toolHostsQuery(tool.organization_id))
  const allow = useAllowToolHost(tool.organization_id)
  const host = tool.kind === 'http' ? hostOf(String(tool.config.url ?? '')) : null
  if (!host || !hosts || hosts.includes(host)) return null
  return (
    <div className="mt-6">
      <Notice
        title={`${host} is not allowed`}
        actions={
          manages && (
            <Button size="small" disabled={allow.isPending} onClick={() => allow.mutate({ host, allowed: true })}>
              Allow it
            </Button>
          )
        }
      >
        So this tool is not called.
        <ProblemLine error={allow.error} />
      </Notice>
    </div>
  )
}
