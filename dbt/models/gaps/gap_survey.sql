-- Answers of the survey that count for nothing: of no question, from no known place, or beyond what can be true.
select
    'survey_answer_invalid' as gap_code,
    cast(null as {{ dbt.type_string() }}) as indicator_set,
    cast(null as {{ dbt.type_string() }}) as indicator_code,
    cast(null as {{ dbt.type_string() }}) as measure_code,
    cast(null as {{ dbt.type_string() }}) as region_code,
    cast(null as {{ dbt.type_string() }}) as period,
    answer.source_id,
    answer.file_name,
    contract.department_code,
    concat(
        answer.question_code, ' ', answer.state, ': ', {{ as_text('count(*)') }}, ' 个答案 / answers；首见于行 / first at row ',
        {{ as_text('min(answer.row_number)') }}
    ) as detail,
    cast(null as double) as points_at_stake,
    concat(answer.state, ' ', answer.question_code) as cause_key
from {{ ref('int_survey_answer') }} as answer
inner join {{ ref('stg_source_contract') }} as contract on answer.source_id = contract.source_id
where answer.state in ('unknown_question', 'unknown_region', 'out_of_scale')
group by answer.source_id, answer.file_name, contract.department_code, answer.question_code, answer.state
