import { SettingsScreen } from '@/features/organizations/components/settings-screen.tsx'

/** `/settings` */
export function SettingsRoute() {
  return <SettingsScreen />
}
