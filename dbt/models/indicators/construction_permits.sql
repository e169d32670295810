-- 办理建筑许可: second-level values, along every route, per region and period.
{{ indicator_values('I03', ref('construction_permits_observation')) }}
