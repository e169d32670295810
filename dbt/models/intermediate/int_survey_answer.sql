-- Every answer with what it says: a figure where it is one, else the reason why it is none. Nothing becomes 0.
with judged as (

    select
        answer.respondent,
        answer.county_code,
        answer.size_class,
        answer.question_code,
        question.measure_code,
        question.combine,
        question.transform,
        question.is_higher_better,
        question.scale_min,
        question.scale_max,
        {{ year_text('answer.answered_on') }} as period,
        answer.answer,
        case
            when question.question_code is null then 'unknown_question'
            when region.region_code is null then 'unknown_region'
            when answer.status = 'L' then 'refused'
            when answer.status = 'M' then 'not_applicable'
            when answer.answer is null then 'open'
            when answer.answer < question.scale_min or answer.answer > question.scale_max then 'out_of_scale'
            else 'valid'
        end as state,
        answer.source_id,
        answer.file_sha256,
        answer.file_name,
        answer.row_number
    from {{ ref('stg_enterprise_survey') }} as answer
    left join {{ ref('survey_question') }} as question on answer.question_code = question.question_code
    left join {{ ref('region') }} as region on answer.county_code = region.region_code

)

select
    respondent,
    county_code,
    size_class,
    question_code,
    measure_code,
    combine,
    period,
    state,
    case
        when state <> 'valid' then null
        when transform = 'as_answered' then answer
        -- the place on the scale: 0 for its worst end, 100 for its best
        when is_higher_better then 100.0 * (answer - scale_min) / nullif(scale_max - scale_min, 0.0)
        else 100.0 * (scale_max - answer) / nullif(scale_max - scale_min, 0.0)
    end as figure,
    source_id,
    file_sha256,
    file_name,
    row_number
from judged
