-- 市场监管: second-level values, along every route, per region and period.
{{ indicator_values('I16', ref('market_supervision_observation')) }}
