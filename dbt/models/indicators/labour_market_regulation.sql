-- 劳动力市场监管: second-level values, along every route, per region and period.
{{ indicator_values('I02', ref('labour_market_regulation_observation')) }}
