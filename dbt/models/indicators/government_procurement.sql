-- 政府采购: second-level values, along every route, per region and period.
{{ indicator_values('I04', ref('government_procurement_observation')) }}
