import { CircleUserRound, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { useSessionEmail } from '@/features/auth/hooks/use-session-email.ts'
import { signOut } from './sign-out.ts'
import { chooseTheme, readTheme, type Theme } from './theme.ts'

const THEMES = [
  { theme: 'system', label: 'System', Icon: Monitor },
  { theme: 'light', label: 'Light', Icon: Sun },
  { theme: 'dark', label: 'Dark', Icon: Moon },
] as const

const ITEM =
  'flex h-10 cursor-pointer items-center gap-3 rounded-xl px-3 text-[0.9375rem] outline-none data-[highlighted]:bg-sunken'

/** Who is signed in, the theme, and the way out. */
export function AccountMenu() {
  const email = useSessionEmail()
  const [theme, setTheme] = useState<Theme>(readTheme)
  const choose = (value: string) => {
    chooseTheme(value as Theme)
    setTheme(value as Theme)
  }
  return (
    // Not modal: locking the page would inject a style, which the page's policy forbids.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button variant="quiet" size="icon" aria-label="Account and appearance">
          <CircleUserRound aria-hidden className="size-5.5" strokeWidth={1.75} />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        align="end"
        sideOffset={6}
        className="animate-rise z-30 w-64 rounded-card border border-line bg-raised p-2 shadow-[0_1rem_2.5rem_-1rem_rgb(0_0_0/0.3)]"
      >
        <p className="truncate px-3 pt-1.5 pb-2 text-sm text-ink-soft">{email}</p>
        <DropdownMenu.RadioGroup value={theme} onValueChange={choose} aria-label="Appearance">
          {THEMES.map(({ theme: value, label, Icon }) => (
            <DropdownMenu.RadioItem
              key={value}
              value={value}
              onSelect={(event) => event.preventDefault()}
              className={`${ITEM} data-[state=checked]:font-semibold data-[state=checked]:text-accent`}
            >
              <Icon aria-hidden className="size-4.5" />
              {label}
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
        <DropdownMenu.Separator className="mx-3 my-2 h-px bg-line" />
        <DropdownMenu.Item className={ITEM} onSelect={() => void signOut()}>
          <LogOut aria-hidden className="size-4.5" />
          Sign out
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}
