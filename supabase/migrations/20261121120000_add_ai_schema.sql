-- Knowledge lives in a schema of its own, exposed like `public` (config.toml, `api.schemas`).
create extension if not exists vector with schema extensions;
create schema ai;
grant usage on schema ai to authenticated, service_role;
