const { VITE_SUPABASE_URL, VITE_SUPABASE_PUBLISHABLE_KEY, VITE_MAILBOX_URL } = import.meta.env

if (!VITE_SUPABASE_URL || !VITE_SUPABASE_PUBLISHABLE_KEY) {
  throw new Error('Set VITE_SUPABASE_URL and VITE_SUPABASE_PUBLISHABLE_KEY when building or starting the web app.')
}

/** Where the app's Supabase project is. Nothing here is secret: it is part of the page. */
export const env = {
  supabaseUrl: VITE_SUPABASE_URL as string,
  publishableKey: VITE_SUPABASE_PUBLISHABLE_KEY as string,
  /** The local mailbox, in development. */
  mailboxUrl: (VITE_MAILBOX_URL as string | undefined) || undefined,
}
