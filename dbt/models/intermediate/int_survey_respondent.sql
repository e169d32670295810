-- One figure of one respondent for one measure: the mean of the questions answered, or the sum of all questions.
with asked as (

    select measure_code, count(*) as questions
    from {{ ref('survey_question') }}
    group by measure_code

),

respondent as (

    select
        answer.measure_code,
        answer.period,
        answer.respondent,
        min(answer.county_code) as county_code,
        min(answer.size_class) as size_class,
        min(answer.combine) as combine,
        count(answer.figure) as answered,
        max(case when answer.state = 'not_applicable' then 1 else 0 end) = 1
        and max(case when answer.state <> 'not_applicable' then 1 else 0 end) = 0 as is_not_concerned,
        cast(sum(cast(answer.figure as decimal(28, 8))) as double) as total
    from {{ ref('int_survey_answer') }} as answer
    where answer.state not in ('unknown_question', 'unknown_region')
    group by answer.measure_code, answer.period, answer.respondent

)

select
    respondent.measure_code,
    respondent.period,
    respondent.respondent,
    respondent.county_code,
    respondent.size_class,
    case
        when respondent.combine = 'mean' then respondent.total / nullif(respondent.answered, 0)
        -- a sum without one of its terms is another thing
        when respondent.answered = asked.questions then respondent.total
    end as figure
from respondent
inner join asked on respondent.measure_code = asked.measure_code
where not respondent.is_not_concerned
