-- 获得电力: second-level values, along every route, per region and period.
{{ indicator_values('I06', ref('getting_electricity_observation')) }}
