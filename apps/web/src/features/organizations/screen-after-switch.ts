/** Where the same kind of thing is seen in another organisation: one thing of the old one gives way to its list. */
export function screenAfterSwitch(pathname: string): string {
  const [, first = ''] = pathname.split('/')
  const lists: Record<string, string> = {
    calls: '/history',
    agents: '/agents',
    approvals: '/approvals',
    chat: '/chat',
    history: '/history',
    knowledge: '/knowledge',
    runs: '/runs',
    settings: '/settings',
    tools: '/tools',
  }
  return lists[first] ?? '/'
}
