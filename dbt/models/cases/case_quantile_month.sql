{{ case_quantiles('month', 'month_no') }}
