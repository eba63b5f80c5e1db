import '@/app/redirect-problem.ts'
import './styles.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from '@/app/query-client.ts'
import { router } from '@/app/router.tsx'
import { followTheme } from '@/app/theme.ts'
import { supabase } from '@/lib/supabase.ts'

followTheme()

// Signing in and out, here or in another tab, decides which screens there are, and what may be cached.
supabase.auth.onAuthStateChange((event) => {
  if (event === 'SIGNED_OUT') {
    void import('@/features/chat/run-store.ts').then(({ runStore }) => runStore.forget())
    queryClient.clear()
  }
  if (event === 'SIGNED_OUT' || event === 'SIGNED_IN') void router.invalidate()
})

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
