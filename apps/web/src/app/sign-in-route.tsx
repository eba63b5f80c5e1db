import { SignInScreen } from '@/features/auth/components/sign-in-screen.tsx'
import { redirectProblem } from './redirect-problem.ts'

/** `/sign-in` */
export function SignInRoute() {
  return <SignInScreen problem={redirectProblem} />
}
