-- 政府采购: second-level values, along every route, per region and period.
{{ indicator_values('I04') }}
