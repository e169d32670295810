-- What looks odd about a case and does not take it out of the figures.
with moments as (

    select
        source_id,
        case_id,
        'accepted' as kind,
        {{ dbt.date_trunc('second', 'accepted_at') }} as second
    from {{ ref('case_duration') }}
    where accepted_at is not null

    union all

    select
        source_id,
        case_id,
        'finished' as kind,
        {{ dbt.date_trunc('second', 'finished_at') }} as second
    from {{ ref('case_duration') }}
    where finished_at is not null

),

filings as (

    -- many cases in one second: somebody entered them afterwards
    select
        moments.source_id,
        moments.kind,
        moments.second
    from moments
    inner join {{ ref('case_log') }} as log on moments.source_id = log.source_id
    where log.has_roles
    group by moments.source_id, moments.kind, moments.second
    having count(*) >= max(log.batch_filing_cases)

)

select
    moments.source_id,
    moments.case_id,
    'batch_filing' as flag_code,
    concat(moments.kind, ' ', {{ as_text('moments.second') }}) as detail
from moments
inner join filings
    on moments.source_id = filings.source_id
    and moments.kind = filings.kind
    and moments.second = filings.second

union all

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
