import { useState } from 'react'
import { Notice } from '@/components/ui/notice.tsx'
import { VoiceStrings } from '@/components/voice-strings.tsx'
import { Wordmark } from '@/components/wordmark.tsx'
import { CheckYourMail } from './check-your-mail.tsx'
import { SignInForm } from './sign-in-form.tsx'

const STILL = { input: 0, output: 0 }

type SignInScreenProps = {
  /** What a sign-in link brought back. */
  problem: string | null
  /** The path that was asked for, and that signing in leads to. */
  next?: string | undefined
}

/** Signing in by e-mail. */
export function SignInScreen({ problem, next = '/' }: SignInScreenProps) {
  const [sentTo, setSentTo] = useState<string | null>(null)
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-6xl flex-col px-5 py-6 sm:px-8">
      <Wordmark />
      <div className="relative grid flex-1 content-center gap-10 py-10 lg:grid-cols-[1.15fr_1fr] lg:items-center lg:gap-20">
        <div>
          <h1 className="text-display font-bold">
            Say it.
            <br />
            <span className="text-accent">Hear it answered.</span>
          </h1>
          <p className="mt-5 max-w-md text-lg leading-relaxed text-pretty text-ink-soft">
            Talk to your agents as you would on the phone. Every word of both sides is kept, in order, and you know who
            can read it.
          </p>
          <VoiceStrings levels={STILL} className="mt-8 hidden h-32 w-full lg:block" />
        </div>
        <section className="w-full max-w-md rounded-card border border-line bg-raised p-6 sm:p-8 lg:justify-self-end">
          {problem && !sentTo && (
            <div className="mb-6">
              <Notice tone="problem" title={problem} />
            </div>
          )}
          {next.startsWith('/invitation') && !sentTo && (
            <p className="mb-6 font-medium">Sign in with the address that your invitation came to.</p>
          )}
          {sentTo ? (
            <CheckYourMail email={sentTo} next={next} onChangeEmail={() => setSentTo(null)} />
          ) : (
            <SignInForm next={next} onSent={setSentTo} />
          )}
        </section>
      </div>
    </main>
  )
}
