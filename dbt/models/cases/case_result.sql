-- What the result codes of each log's finish mean.
select
    clock.source_id,
    result.result_code,
    result.outcome,
    {{ outcome_number('result.outcome') }} as outcome_no
from {{ ref('case_clock') }} as clock
inner join {{ ref('result_code') }} as result on clock.vocabulary = result.vocabulary
