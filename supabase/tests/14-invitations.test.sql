-- Invitations: for one address, by whoever has the newest mail, once.
begin;
set local search_path = public, extensions;
select plan(62);

-- ada owns, adam is an admin, mia a member; bob and cleo are invited, eve is not
create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('adam@example.test') as adam,
    tests.create_user('mia@example.test') as mia, tests.create_user('bob@example.test') as bob,
    tests.create_user('Cleo@Example.test') as cleo, tests.create_user('eve@example.test') as eve;
grant select on people to authenticated, service_role;
select tests.authenticate_as(ada) from people;
create temp table places as select s.id as shop, o.id as second from create_organization('Corner Bakery') s, create_organization('Second') o;
grant select on places to authenticated, service_role;
reset role;
insert into memberships (organization_id, user_id, role)
  select shop, adam, 'admin' from places, people union all select shop, mia, 'member' from places, people;
create function pg_temp.hash(p_token text) returns text language sql as $$ select encode(sha256(convert_to(p_token, 'UTF8')), 'hex') $$;
create function pg_temp.invite(p_email text, p_token text, p_role text default 'member') returns text language sql as $$
  select email from places, public.invite_member(shop, p_email, p_role, pg_temp.hash(p_token)) $$;
-- As if a minute had gone by.
create function pg_temp.wait() returns void language sql security definer as $$
  update private.invitation_mails set asked_at = asked_at - interval '1 minute' $$;
grant execute on function pg_temp.hash(text), pg_temp.invite(text, text, text), pg_temp.wait() to authenticated, service_role;

-- inviting
select tests.authenticate_as(adam) from people;
select is(pg_temp.invite(' Bob@Example.TEST ', 'b1'), 'bob@example.test', 'an admin invites an address, in small letters');
select is(pg_temp.invite('cleo@example.test', 'c1', 'admin'), 'cleo@example.test', 'as an admin too');
select throws_ok($$select pg_temp.invite('new@example.test', 'n1', 'owner')$$, '23514', null, 'but not as an owner');
select throws_ok($$select pg_temp.invite('no address', 'n1')$$, '23514', null, 'an address is one');
select throws_ok($$select pg_temp.invite('MIA@example.test', 'm1')$$, 'PT409', 'already_member', 'members are not invited');
select throws_ok($$select pg_temp.invite('bob@example.test', 'b2')$$, 'PT429', 'invitations_limit', 'nor anybody twice in a minute');
select throws_ok(
  $$select invite_member(shop, 'new@example.test', 'member', 'token') from places$$, '23514', null, 'only a hash of the token is taken');
select throws_ok($$select token_hash from invitations$$, '42501', null, 'and not even that is shown');
select throws_ok($$insert into invitations (organization_id, email, role, token_hash) select shop, 'x@y', 'member', pg_temp.hash('x') from places$$, '42501', null, 'invitations are made by the function alone');
select throws_ok($$update invitations set role = 'admin'$$, '42501', null, 'and not changed');
select throws_ok($$select forget_invitation_mail(pg_temp.hash('b1'))$$, '42501', null, 'whether a mail went out is the server''s to say');
select throws_ok($$select * from private.invitation_mails$$, '42501', null, 'and how many did');
select results_eq(
  $$select email, role, invited_by from invitations order by email$$,
  $$select 'bob@example.test', 'member', adam from people union all select 'cleo@example.test', 'admin', adam from people$$,
  'admins see what is open');
select is((select count(*)::int from invitations where expires_at between now() + interval '6 days' and now() + interval '7 days'), 2, 'for a week');

select tests.authenticate_as(mia) from people;
select is_empty('select id from invitations', 'a member sees no invitations');
select throws_ok($$select pg_temp.invite('new@example.test', 'n1')$$, 'PT403', 'role_too_low', 'and makes none');
select tests.authenticate_as(eve) from people;
select is_empty('select id from invitations', 'a stranger sees none');

-- whose it is
select throws_ok($$select accept_invitation('b1')$$, 'PT403', 'invitation_for_another', 'the link alone is not enough');
select throws_ok($$select * from get_invitation('b1')$$, 'PT403', 'invitation_for_another', 'not even to look');
select throws_ok($$select accept_invitation('b2')$$, 'PT404', 'invitation_not_found', 'an unknown token is unknown');
select throws_ok($$select accept_invitation(null)$$, 'PT404', 'invitation_not_found', 'so is none');
select throws_ok($$select accept_invitation(pg_temp.hash('b1'))$$, 'PT404', 'invitation_not_found', 'the hash is no token');
select tests.authenticate_as(eve, '{"email": "bob@example.test", "user_metadata": {"email": "bob@example.test", "email_verified": true}}') from people;
select throws_ok($$select accept_invitation('b1')$$, 'PT403', 'invitation_for_another', 'a claim is no address');
reset role;
update auth.users set email_confirmed_at = null from people where id = bob;
select tests.authenticate_as(bob) from people;
select throws_ok($$select accept_invitation('b1')$$, 'PT403', 'email_not_confirmed', 'an address that nobody has confirmed is nobody''s');
select throws_ok($$select * from get_invitation('b1')$$, 'PT403', 'email_not_confirmed', 'not even to look');
reset role;
update auth.users set email_confirmed_at = now() from people where id = bob;

-- accepting
select tests.authenticate_as(bob) from people;
select results_eq(
  $$select organization_name, role, invited_by_name, accepted_at, admins_see_calls from get_invitation('b1')$$,
  $$values ('Corner Bakery', 'member', 'adam', null::timestamptz, true)$$, 'the invited see what they are invited to');
select is_empty($$select 1 from organizations, places where id = shop$$, 'and nothing more yet');
select is((select accept_invitation('b1')), (select shop from places), 'they accept');
select is((select role from memberships, people, places where organization_id = shop and user_id = bob), 'member', 'and are what was offered');
select is((select accept_invitation('b1')), (select shop from places), 'twice is as good as once');
select tests.authenticate_as(cleo) from people;
select lives_ok($$select accept_invitation('c1')$$, 'addresses are compared without regard to case');
select is((select role from memberships, people, places where organization_id = shop and user_id = cleo), 'admin', 'each gets their role');
select tests.authenticate_as(ada) from people;
select results_eq(
  $$select email, accepted_by from invitations order by email$$,
  $$select 'bob@example.test', bob from people union all select 'cleo@example.test', cleo from people$$, 'who accepted is remembered');
select throws_ok(
  $$select revoke_invitation(id) from invitations where email = 'bob@example.test'$$, 'PT409', 'invitation_accepted', 'what was accepted is not taken back');
select lives_ok($$select remove_member(shop, bob) from places, people$$, 'who accepted can be removed');
select tests.authenticate_as(bob) from people;
select throws_ok($$select accept_invitation('b1')$$, 'PT409', 'invitation_accepted', 'and does not come back by the old mail');

-- again
select pg_temp.wait();
select tests.authenticate_as(ada) from people;
select is(pg_temp.invite('bob@example.test', 'b3'), 'bob@example.test', 'but by a new one');
select pg_temp.wait();
select is(pg_temp.invite('bob@example.test', 'b4', 'admin'), 'bob@example.test', 'or one newer still');
select is((select count(*)::int from invitations where email = 'bob@example.test' and accepted_at is null), 1, 'of which there is one');
select tests.authenticate_as(bob) from people;
select throws_ok($$select accept_invitation('b3')$$, 'PT404', 'invitation_not_found', 'the mail before is worth nothing then');
select is((select role from get_invitation('b4')), 'admin', 'the newest counts');
reset role;
create temp table ids as select id as open from invitations where email = 'bob@example.test' and accepted_at is null;
grant select on ids to authenticated;
select tests.authenticate_as(mia) from people;
select throws_ok($$select revoke_invitation(open) from ids$$, 'PT403', 'role_too_low', 'a member takes none back');
select tests.authenticate_as(eve) from people;
select throws_ok($$select revoke_invitation(open) from ids$$, 'PT404', 'invitation_not_found', 'for a stranger there is none');
select tests.authenticate_as(adam) from people;
select lives_ok($$select revoke_invitation(open) from ids$$, 'an admin takes it back');
select lives_ok($$select revoke_invitation(open) from ids$$, 'once or twice');
select tests.authenticate_as(bob) from people;
select throws_ok($$select accept_invitation('b4')$$, 'PT404', 'invitation_not_found', 'and then it is gone');
select pg_temp.wait();
select tests.authenticate_as(adam) from people;
select pg_temp.invite('bob@example.test', 'b5');
reset role;
update invitations set expires_at = now() where token_hash = pg_temp.hash('b5');
select tests.authenticate_as(bob) from people;
select throws_ok($$select accept_invitation('b5')$$, 'PT410', 'invitation_expired', 'an invitation expires');
select tests.authenticate_as(adam) from people;
select pg_temp.wait();
select pg_temp.invite('bob@example.test', 'b6', 'member');
reset role;
insert into memberships (organization_id, user_id, role) select shop, bob, 'admin' from places, people;
select tests.authenticate_as(bob) from people;
select lives_ok($$select accept_invitation('b6')$$, 'sending it again makes it last');
select is((select role from memberships, people, places where organization_id = shop and user_id = bob), 'admin', 'who is a member already keeps their role');

-- mails that fail, and limits
select tests.authenticate_as(ada) from people;
select pg_temp.invite('new@example.test', 'n1');
select tests.authenticate_as_service();
select forget_invitation_mail(pg_temp.hash('n1'));
select is_empty($$select 1 from invitations where email = 'new@example.test'$$, 'what no mail was sent for is no invitation');
select tests.authenticate_as(ada) from people;
select lives_ok($$select pg_temp.invite('new@example.test', 'n2')$$, 'and the next does not wait');
select pg_temp.wait();
select pg_temp.invite('new@example.test', 'n3');
select tests.authenticate_as_service();
select forget_invitation_mail(pg_temp.hash('n3'));
select is((select sent_count from invitations where email = 'new@example.test'), 1, 'an invitation that had a mail stays');
select tests.authenticate_as(ada) from people;
select lives_ok($$select pg_temp.invite('new@example.test', 'n4')$$, 'and is sent again at once');
select throws_ok(
  $$select invite_member(second, 'new@example.test', 'member', pg_temp.hash('n5')) from places$$, 'PT429', 'invitations_limit',
  'a minute is a minute in one''s other organisations too');
reset role;
insert into private.invitation_mails (token_hash, organization_id, invited_by, email)
  select pg_temp.hash('old' || i), second, ada, i || '@example.test' from places, people,
    generate_series((select count(*) from private.invitation_mails, people where invited_by = ada), 48) i;
select tests.authenticate_as(ada) from people;
select lives_ok($$select invite_member(second, 'fiftieth@example.test', 'member', pg_temp.hash('50')) from places$$, 'fifty mails a day');
select throws_ok($$select pg_temp.invite('next@example.test', '51')$$, 'PT429', 'invitations_limit', 'and no more, in any organisation of a person''s');
select delete_organization(second, 'Second') from places;
select throws_ok($$select pg_temp.invite('next@example.test', '51')$$, 'PT429', 'invitations_limit', 'deleting one makes no room');
reset role;
update private.invitation_mails set asked_at = asked_at - interval '1 day';
select tests.authenticate_as(ada) from people;
select lives_ok($$select pg_temp.invite('next@example.test', '51')$$, 'a day later there is');
reset role;
select is((select count(*)::int from private.invitation_mails), 1, 'and nothing of yesterday is kept');

-- passwords from before the invited person came
update auth.users set email_confirmed_at = null, invited_at = null, encrypted_password = 'hash' from people where id = eve;
update auth.users set email_confirmed_at = now() from people where id = eve;
select is((select encrypted_password::text from auth.users, people where id = eve), 'hash', 'who confirms their own sign-up keeps their password');
update auth.users set email_confirmed_at = null, invited_at = now() from people where id = eve;
update auth.users set email_confirmed_at = now() from people where id = eve;
select is((select encrypted_password::text from auth.users, people where id = eve), '', 'who comes by an invitation has none that somebody else may have set');
update auth.users set encrypted_password = 'new' from people where id = eve;
select is((select encrypted_password::text from auth.users, people where id = eve), 'new', 'and may set one then');

select * from finish();
rollback;
