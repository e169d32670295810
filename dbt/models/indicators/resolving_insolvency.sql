-- 办理破产: second-level values, along every route, per region and period.
{{ indicator_values('I15', ref('resolving_insolvency_observation')) }}
