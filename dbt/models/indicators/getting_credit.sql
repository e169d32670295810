-- 获得信贷: second-level values, along every route, per region and period.
{{ indicator_values('I09', ref('getting_credit_observation')) }}
