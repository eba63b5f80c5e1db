import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv } from 'vite'
import { contentSecurityPolicy } from './content-security-policy.ts'

export default defineConfig(({ mode }) => {
  const { VITE_SUPABASE_URL = 'http://127.0.0.1:54321' } = loadEnv(mode, process.cwd(), 'VITE_')
  return {
    plugins: [react(), tailwindcss(), contentSecurityPolicy(VITE_SUPABASE_URL)],
    resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
    build: {
      target: 'es2024',
      // Worklets and fonts stay files: the policy of the page allows no data: URLs.
      assetsInlineLimit: 0,
    },
    server: { host: '127.0.0.1' },
  }
})
