/** The app's places in their order, and where each is shown: in front, there only on wide screens, or in the menu. */
export const PLACES = [
  { to: '/', label: 'Call', shown: 'always' },
  { to: '/chat', label: 'Chat', shown: 'always' },
  { to: '/approvals', label: 'Approvals', shown: 'always' },
  { to: '/history', label: 'History', shown: 'where-wide' },
  { to: '/agents', label: 'Agents', shown: 'where-wide' },
  { to: '/knowledge', label: 'Knowledge', shown: 'where-wide' },
  { to: '/runs', label: 'Runs', shown: 'in-menu' },
  { to: '/tools', label: 'Tools', shown: 'in-menu' },
  { to: '/settings', label: 'Settings', shown: 'where-wide' },
] as const
