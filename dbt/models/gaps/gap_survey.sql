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
        answer.question_code, {{ if_given('question.name_zh', ' ') }}, '：',
        {{ as_text('count(*)') }}, ' 个答案', {{ worded('answer.state', {
            'unknown_question': '所答问题不在问卷中', 'unknown_region': '地区不详', 'out_of_scale': '超出答案范围'
        }) }},
        '，首见于第 ', {{ as_text('min(answer.row_number)') }}, ' 行 / ',
        'answers ', {{ worded('answer.state', {
            'unknown_question': 'to no question of the survey', 'unknown_region': 'of an unknown region',
            'out_of_scale': 'beyond the scale'
        }) }},
        ': ', {{ as_text('count(*)') }}, ', first at row ', {{ as_text('min(answer.row_number)') }}
    ) as detail,
    cast(null as double) as points_at_stake,
    concat(answer.state, ' ', answer.question_code) as cause_key
from {{ ref('int_survey_answer') }} as answer
inner join {{ ref('stg_source_contract') }} as contract on answer.source_id = contract.source_id
left join {{ ref('survey_question') }} as question on answer.question_code = question.question_code
where answer.state in ('unknown_question', 'unknown_region', 'out_of_scale')
group by
    answer.source_id, answer.file_name, contract.department_code, answer.question_code, question.name_zh, answer.state
