-- 跨境贸易: second-level values, along every route, per region and period.
{{ indicator_values('I12', ref('trading_across_borders_observation')) }}
