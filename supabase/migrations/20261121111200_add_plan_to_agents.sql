-- Models and voices are limited by the organisation's plan: when a draft takes one on, when it is published, and again
-- when a call begins, for plans change.

-- Raises what of an agent the organisation's plan leaves out. No model means the server's own, open to every plan.
create function private.check_agent_plan(p_organization_id uuid, p_model text, p_voice text) returns void
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_plan public.plans := private.plan_of_organization(p_organization_id);
begin
  if p_model <> all (v_plan.models) then
    raise exception 'model_not_in_plan' using
      errcode = 'PT403', detail = p_model, hint = 'In the plan: ' || array_to_string(v_plan.models, ', ') || '.';
  elsif p_voice <> all (v_plan.voices) then
    raise exception 'voice_not_in_plan' using
      errcode = 'PT403', detail = p_voice, hint = 'In the plan: ' || array_to_string(v_plan.voices, ', ') || '.';
  end if;
end;
$$;

create function private.check_saved_agent() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- Policies look at a new row only after this: without it a stranger would learn the organisation's plan.
  if auth.uid() is null or new.organization_id in (select private.my_organization_ids(array['owner', 'admin'])) then
    perform private.check_agent_plan(new.organization_id, new.model, new.voice);
  end if;
  return new;
end;
$$;

create trigger agents_2_check_new
  before insert on public.agents
  for each row execute function private.check_saved_agent();

-- What was chosen on a larger plan does not stand in the way of other changes.
create trigger agents_2_check
  before update on public.agents
  for each row when (
    (old.model, old.voice, old.organization_id) is distinct from (new.model, new.voice, new.organization_id)
    or (new.published_version is not null and new.published_version is distinct from old.published_version)
  )
  execute function private.check_saved_agent();
