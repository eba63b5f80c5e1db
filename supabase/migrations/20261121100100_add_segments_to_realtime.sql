-- The web app draws a call's segments while they come and go.
alter publication supabase_realtime add table public.call_segments;
