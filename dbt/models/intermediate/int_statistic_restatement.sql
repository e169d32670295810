-- A publisher's figure that a later delivery of the same source changed by more than rounding. The last one is used.
with figure as (

    select
        *,
        coalesce(publisher, '') as published_by
    from {{ ref('int_statistic_observation') }}
    where concept = 'value' and converted_value is not null

),

successive as (

    select
        *
        {%- for name in ['received_on', 'published_on', 'file_name', 'raw_text', 'unit', 'converted_unit', 'converted_value', 'rounding'] %},
        lead({{ name }}) over (
            partition by series_code, region_code, period, source_id, published_by order by vintage_rank
        ) as former_{{ name }}
        {%- endfor %}
    from figure

)

select
    series_code,
    region_code,
    period,
    vintage_rank,
    source_id,
    file_name,
    raw_text,
    unit,
    former_file_name,
    former_raw_text,
    former_unit,
    is_revision
from successive
where (received_on > former_received_on or published_on > former_published_on)
    and converted_unit = former_converted_unit
    and abs(converted_value - former_converted_value) > greatest(rounding, former_rounding) + 1e-9
