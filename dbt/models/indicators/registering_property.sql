-- 登记财产: second-level values, along every route, per region and period.
{{ indicator_values('I08', ref('registering_property_observation')) }}
