-- 包容普惠创新: second-level values, along every route, per region and period.
{{ indicator_values('I18') }}
