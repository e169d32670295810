-- What looks odd about a connection case in its own row: archives filled in one go, power in spite of a cancelled case,
-- and works outside the red line that are the grid's or the government's to pay.
with connection as (

    select * from {{ ref('stg_electricity_connection') }}

),

filings as (

    -- many cases in one second: somebody archived them afterwards
    select
        connection.source_id,
        {{ dbt.date_trunc('second', 'connection.archived_at') }} as second
    from connection
    inner join {{ ref('case_log') }} as log on connection.source_id = log.source_id
    where connection.archived_at is not null
    group by connection.source_id, {{ dbt.date_trunc('second', 'connection.archived_at') }}
    having count(*) >= max(log.batch_filing_cases)

)

select
    connection.source_id,
    connection.case_no as case_id,
    'archive_batch' as flag_code,
    {{ as_text('filings.second') }} as detail
from connection
inner join filings
    on connection.source_id = filings.source_id
    and {{ dbt.date_trunc('second', 'connection.archived_at') }} = filings.second

union all

select
    source_id,
    case_no as case_id,
    'cancelled_energised' as flag_code,
    cast(null as {{ dbt.type_string() }}) as detail
from connection
where state = 'cancelled' and energised_at is not null

union all

select
    connection.source_id,
    connection.case_no as case_id,
    rule.rule_code as flag_code,
    cast(null as {{ dbt.type_string() }}) as detail
from connection
inner join {{ ref('connection_cost_rule') }} as rule
    on {{ day_of('connection.accept_at') }} >= rule.in_force_from
    and (rule.voltage is null or rule.voltage = connection.voltage)
where connection.state = 'done'
    and (
        (rule.rule_code = 'red_line_charge' and connection.red_line_side = 'outside' and connection.external_cost_user_cny > 0)
        or (
            rule.rule_code = 'sharing_record_missing'
            and not connection.has_sharing_record
            and connection.external_cost_grid_cny + connection.external_cost_user_cny
            + coalesce(connection.external_cost_government_cny, 0) + coalesce(connection.external_cost_park_cny, 0) > 0
        )
    )
