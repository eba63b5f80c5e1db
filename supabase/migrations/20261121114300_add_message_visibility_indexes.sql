-- Clients may ask for messages without a filter, since policies alone decide what arrives: what the policy compares is
-- indexed, in the order in which people want messages.
create index messages_user_id_idx on public.messages (user_id, inserted_at desc);
create index messages_visible_to_admins_idx on public.messages (visible_to_admins_of, inserted_at desc)
  where visible_to_admins_of is not null;

-- The messages of one call are found by the call. A planner that took organisations for small (most are) would combine
-- that with the indexes above, and read all messages of a large one for each call that its admin opens. So it is told
-- to think of every organisation as a large one: no more different ones than one in 5,000 messages.
alter table public.messages alter column visible_to_admins_of set (n_distinct = -0.0002);
analyze public.messages;
