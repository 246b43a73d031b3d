-- The map sums up a hundred thousand stocks: what it needs of each stands in the view of lamps, so that stocks and forecasts are
-- joined once. Rules are joined from the outside: an item always has one, but the planner can't know it, takes the rows to be few,
-- and looks each stock up by itself.
create or replace view stock_lamp as
  select stock_id, rule_scope, is_known, red_percent, yellow_percent, dry_at, resupply_minutes,
         resupply_minutes * red_percent / 100 as red_minutes, resupply_minutes * yellow_percent / 100 as yellow_minutes,
         organisation_id, item_code, dry_early, dry_middle
  from (
    select stock.id as stock_id, rule.scope as rule_scope, forecast.is_known, rule.red_percent, rule.yellow_percent,
           case rule.by when 'p10' then forecast.dry_early else nullif(forecast.dry_at, 'infinity') end as dry_at,
           -- What the site says itself goes before what the map says.
           coalesce(stock.resupply_minutes, resupply.travel_minutes + rule.loading_minutes, 120) + 30 as resupply_minutes,
           stock.organisation_id, stock.item_code, forecast.dry_early, nullif(forecast.dry_at, 'infinity') as dry_middle
    from monitored_stock stock
    join stock_forecast forecast on forecast.stock_id = stock.id
    join item on item.code = stock.item_code
    left join warning_rule rule on rule.scope = case when item.life_critical then 'life-critical' else item.class end
    left join stock_resupply resupply on resupply.stock_id = stock.id) timed;
