-- 政务服务: second-level values, along every route, per region and period.
{{ indicator_values('I17', ref('government_services_observation')) }}
