-- What looks odd about a case and does not take it out of the figures.
{%- set moments = ['accepted', 'finished'] %}
with minutes as (

    {% for kind in moments -%}
    select
        source_id,
        '{{ kind }}' as kind,
        {{ dbt.date_trunc('minute', kind ~ '_at') }} as minute,
        count(*) as cases
    from {{ ref('case_duration') }}
    where {{ kind }}_at is not null
    group by source_id, {{ dbt.date_trunc('minute', kind ~ '_at') }}
    {%- if not loop.last %}

    union all

    {% endif %}
    {%- endfor %}

),

busy_minutes as (

    -- a second with many cases lies in a minute with many: there are far fewer minutes to count than seconds
    select
        minutes.source_id,
        minutes.kind,
        minutes.minute,
        log.batch_filing_cases
    from minutes
    inner join {{ ref('case_log') }} as log on minutes.source_id = log.source_id
    where log.has_roles and minutes.cases >= log.batch_filing_cases

),

filings as (

    -- many cases in one second: somebody entered them afterwards
    {% for kind in moments -%}
    select
        duration.source_id,
        '{{ kind }}' as kind,
        {{ dbt.date_trunc('second', 'duration.' ~ kind ~ '_at') }} as second
    from {{ ref('case_duration') }} as duration
    inner join busy_minutes
        on duration.source_id = busy_minutes.source_id
        and busy_minutes.kind = '{{ kind }}'
        and {{ dbt.date_trunc('minute', 'duration.' ~ kind ~ '_at') }} = busy_minutes.minute
    group by duration.source_id, {{ dbt.date_trunc('second', 'duration.' ~ kind ~ '_at') }}
    having count(*) >= max(busy_minutes.batch_filing_cases)
    {%- if not loop.last %}

    union all

    {% endif %}
    {%- endfor %}

)

{% for kind in moments -%}
select
    duration.source_id,
    duration.case_id,
    'batch_filing' as flag_code,
    concat(filings.kind, ' ', {{ as_text('filings.second') }}) as detail
from {{ ref('case_duration') }} as duration
inner join filings
    on duration.source_id = filings.source_id
    and filings.kind = '{{ kind }}'
    and {{ dbt.date_trunc('second', 'duration.' ~ kind ~ '_at') }} = filings.second

union all

{% endfor -%}
select
    source_id,
    case_id,
    'off_system' as flag_code,
    cast(null as {{ dbt.type_string() }}) as detail
from {{ ref('case_duration') }}
where is_off_system

union all

select
    source_id,
    case_id,
    'unclosed_pause' as flag_code,
    cast(null as {{ dbt.type_string() }}) as detail
from {{ ref('case_duration') }}
where has_unclosed_pause

union all

select
    source_id,
    case_id,
    flag_code,
    detail
from {{ ref('connection_flag') }}
