import { QueryClient } from '@tanstack/react-query'

/** The app's cache. What is cached is kept current by the live feed, so screens seldom have to ask twice. */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: 15_000, retry: 1 } },
})
