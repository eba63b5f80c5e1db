import { QueryClient } from '@tanstack/react-query'

/** The app's cache. What is cached is kept current by the live feed, so screens seldom have to ask twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    // Also without a network: a page that says so is better than one that waits.
    queries: { staleTime: 15_000, retry: 1, retryDelay: 600, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})
