{{ case_quantiles('quarter', 'quarter_no') }}
