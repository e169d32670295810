-- A quarter without a figure between two quarters with one, of a county's delivered series. A figure that is said not to
-- exist or not to be public interrupts nothing; neither does a log, in which a small county may have no case for a quarter.
with quarterly as (

    select
        series_code,
        region_code,
        period,
        converted_value as value,
        status,
        source_id,
        cast(substr(period, 1, 4) as integer) * 4 + cast(substr(period, 7, 1) as integer) - 1 as quarter_no
    from {{ ref('int_statistic_current') }}
    where concept = 'value' and substr(period, 5, 2) = '-Q'

),

following as (

    select
        series_code,
        region_code,
        source_id,
        quarter_no,
        lead(quarter_no) over (partition by series_code, region_code order by quarter_no) as next_quarter_no
    from quarterly
    where value is not null

)

select
    following.series_code,
    following.region_code,
    concat(
        {{ as_text(whole_quotient('following.quarter_no + 1', 4)) }}, '-Q', {{ as_text('mod(following.quarter_no + 1, 4) + 1') }}
    ) as period,
    following.source_id
from following
inner join {{ ref('region') }} as region on following.region_code = region.region_code
left join quarterly as between_them
    on following.series_code = between_them.series_code
    and following.region_code = between_them.region_code
    and following.quarter_no + 1 = between_them.quarter_no
where following.next_quarter_no = following.quarter_no + 2
    and region.parent_region_code is not null
    and coalesce(between_them.status, 'O') = 'O'
