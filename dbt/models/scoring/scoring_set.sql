-- the indicator sets this build was asked for
select
    indicator_set.indicator_set,
    indicator_set.coverage_threshold,
    indicator_set.default_peer_group
from {{ ref('indicator_set') }} as indicator_set
cross join {{ ref('stg_build_context') }} as context
where position(
    concat(';', indicator_set.indicator_set, ';') in concat(';', context.indicator_sets, ';')
) > 0
