-- 招标投标: second-level values, along every route, per region and period.
{{ indicator_values('I05', ref('tendering_and_bidding_observation')) }}
