-- 知识产权创造、保护和运用: second-level values, along every route, per region and period.
{{ indicator_values('I11', ref('intellectual_property_observation')) }}
