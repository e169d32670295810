-- 执行合同: second-level values, along every route, per region and period.
{{ indicator_values('I14', ref('enforcing_contracts_observation')) }}
