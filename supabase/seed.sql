-- A demo organisation with an agent that knows something and has a tool, for a look around. It has no members; join it:
--   insert into public.memberships (organization_id, user_id, role)
--   select '00000000-0000-4000-8000-000000000001', id, 'member' from auth.users where email = 'you@example.com';
insert into public.organizations (id, name)
values ('00000000-0000-4000-8000-000000000001', 'Corner Bakery')
on conflict (id) do nothing;

insert into public.agents (id, organization_id, name, description, instructions, greeting, voice, tools, status)
values (
  '00000000-0000-4000-8000-000000000002',
  '00000000-0000-4000-8000-000000000001',
  'Wren',
  'Answers the phone of the Corner Bakery.',
  'You are Wren and answer the phone of the Corner Bakery. We open at eight in the morning and close at six in the '
    'evening. On Sunday we are closed. We sell bread, cake and coffee. Our bread is made of flour, water and salt.',
  'Corner Bakery, this is Wren. What can I do for you?',
  'cedar',
  '[{"type": "function", "name": "reserve_cake", "description": "Reserve a cake for a customer",
     "parameters": {"type": "object", "properties": {"cake": {"type": "string", "description": "Which cake"}},
                    "required": ["cake"], "additionalProperties": false}}]',
  'published'
)
on conflict (id) do nothing;
