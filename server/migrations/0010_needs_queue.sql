-- The queue at 100,000 needs: any filter walks it in its order, and text is found wherever it stands.

create extension if not exists pg_trgm;

create index need_hurts on need (hurts_at, id);
create index need_search on need using gin (search_text gin_trgm_ops);
