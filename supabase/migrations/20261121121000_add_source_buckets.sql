-- Two flows of files, kept apart. `sources` holds what knowledge is made from: it has no policies, so nobody but the
-- server lists, reads or writes it; people get signed addresses from the function `sources`. `images` is for display:
-- plain storage, each person in a folder of their own.
do $$
begin
  -- where there is no storage service there is nothing to set up
  if to_regclass('storage.buckets') is null then
    return;
  end if;

  insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
    ('sources', 'sources', false, 50 * 1024 * 1024, null),
    -- no SVG: it carries scripts
    ('images', 'images', false, 10 * 1024 * 1024, array['image/png', 'image/jpeg', 'image/webp', 'image/gif'])
  on conflict (id) do update set
    public = excluded.public,
    file_size_limit = excluded.file_size_limit,
    allowed_mime_types = excluded.allowed_mime_types;

  create policy "Images are visible to whoever uploaded them"
    on storage.objects for select to authenticated
    using (bucket_id = 'images' and (storage.foldername(name))[1] = (select auth.uid())::text);

  create policy "People upload images into their own folder"
    on storage.objects for insert to authenticated
    with check (bucket_id = 'images' and (storage.foldername(name))[1] = (select auth.uid())::text);

  create policy "People replace their own images"
    on storage.objects for update to authenticated
    using (bucket_id = 'images' and (storage.foldername(name))[1] = (select auth.uid())::text)
    with check (bucket_id = 'images' and (storage.foldername(name))[1] = (select auth.uid())::text);

  create policy "People delete their own images"
    on storage.objects for delete to authenticated
    using (bucket_id = 'images' and (storage.foldername(name))[1] = (select auth.uid())::text);
end
$$;
