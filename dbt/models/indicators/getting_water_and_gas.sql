-- 获得用水用气: second-level values, along every route, per region and period.
{{ indicator_values('I07', ref('getting_water_and_gas_observation')) }}
