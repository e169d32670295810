-- 保护中小投资者: second-level values, along every route, per region and period.
{{ indicator_values('I10') }}
