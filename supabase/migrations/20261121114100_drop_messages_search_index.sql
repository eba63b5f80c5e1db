-- Under row level security no query ever used it: words are matched (@@, not leakproof) only after the policy has let a
-- row pass. As the table owner it was worse than none, since a frequent word is in everybody's messages, and it was
-- written with each message. search_calls looks through the transcripts of the calls that it goes through anyway.
drop index public.messages_search_idx;
