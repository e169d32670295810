-- 纳税: second-level values, along every route, per region and period.
{{ indicator_values('I13', ref('paying_taxes_observation')) }}
