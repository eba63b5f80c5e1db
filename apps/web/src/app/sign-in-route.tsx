import { getRouteApi } from '@tanstack/react-router'
import { SignInScreen } from '@/features/auth/components/sign-in-screen.tsx'
import { redirectProblem } from './redirect-problem.ts'

const route = getRouteApi('/sign-in')

/** `/sign-in?next=…` */
export function SignInRoute() {
  return <SignInScreen problem={redirectProblem} next={route.useSearch().next} />
}
