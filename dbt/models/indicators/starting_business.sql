-- 开办企业: second-level values, along every route, per region and period.
{{ indicator_values('I01', ref('starting_business_observation')) }}
