-- The clock of each log, and whether a vocabulary says what its activities mean.
with vocabularies as (

    select vocabulary from {{ ref('activity_role') }} group by vocabulary

),

handling_stages as (

    select source_id from {{ ref('handling_stage') }} where owner = 'supplier' group by source_id

)

select
    clock.source_id,
    clock.vocabulary,
    vocabularies.vocabulary is not null as has_roles,
    -- without roles there is no acceptance from which a legal clock could run
    case when vocabularies.vocabulary is not null then clock.calendar_code end as calendar_code,
    handling_stages.source_id is not null as is_with_supplier,
    clock.minimum_cases,
    clock.batch_filing_cases
from {{ ref('case_clock') }} as clock
left join vocabularies on clock.vocabulary = vocabularies.vocabulary
left join handling_stages on clock.source_id = handling_stages.source_id
