-- As 20261121121400, for runs: where the platform has pg_cron, pg_net and Vault, runs whose worker is gone, and those that
-- waited too long for their person, are noticed within a minute even when nobody asks. Elsewhere the next request to
-- `agent-run` notices them.
do $$
begin
  create extension if not exists pg_cron;
  create extension if not exists pg_net with schema extensions;
  if to_regclass('vault.decrypted_secrets') is null then
    return;
  end if;

  execute $function$
    create function private.wake_run_workers() returns void
    language plpgsql security definer set search_path = ''
    as $body$
    declare
      v_url text := (select decrypted_secret from vault.decrypted_secrets where name = 'parley_functions_url');
      v_key text := (select decrypted_secret from vault.decrypted_secrets where name = 'parley_secret_key');
    begin
      if v_url is not null and v_key is not null and ai.has_due_run() then
        perform net.http_post(
          url := v_url || '/agent-run/work', body := '{}'::jsonb, headers := jsonb_build_object('apikey', v_key)
        );
      end if;
    end;
    $body$
  $function$;
  perform cron.schedule('parley-wake-run-workers', '* * * * *', 'select private.wake_run_workers()');
exception
  -- not offered here, or not in this database: nothing of the above stays
  when others then
    raise notice 'pg_cron, pg_net or Vault is missing: abandoned runs wait for the next request (%).', sqlerrm;
end
$$;
