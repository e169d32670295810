{{ case_quantiles('year', 'year_no') }}
