-- The answers that each value of a survey was made of, and the frame that weighed them.
with answers as (

    select
        answer.measure_code,
        place.place_code as region_code,
        answer.period,
        answer.source_id,
        answer.file_sha256,
        answer.file_name,
        count(*) as answers
    from {{ ref('int_survey_answer') }} as answer
    inner join {{ ref('place_of_region') }} as place on answer.county_code = place.region_code
    where answer.state = 'valid'
    group by
        answer.measure_code, place.place_code, answer.period, answer.source_id, answer.file_sha256, answer.file_name

),

frames as (

    select place.place_code as region_code, frame.period, frame.source_id, frame.file_sha256, frame.file_name
    from {{ ref('stg_survey_frame') }} as frame
    inner join {{ ref('place_of_region') }} as place on frame.county_code = place.region_code
    group by place.place_code, frame.period, frame.source_id, frame.file_sha256, frame.file_name

),

surveys as (

    select
        delivered.value_id,
        answers.source_id,
        answers.file_sha256,
        answers.file_name,
        concat({{ as_text('answers.answers') }}, ' answers') as locator,
        concat(delivered.statistic, ' over respondents') as method
    from {{ ref('delivered_value') }} as delivered
    inner join answers
        on delivered.origin_measure_code = answers.measure_code
        and delivered.region_code = answers.region_code
        and delivered.period = answers.period
    where delivered.route = 'survey'

    union all

    select
        result.value_id,
        frames.source_id,
        frames.file_sha256,
        frames.file_name,
        'strata' as locator,
        'weights' as method
    from {{ ref('survey_result') }} as result
    inner join frames
        on result.region_code = frames.region_code
        and result.period = frames.period
    where result.weighting = 'frame'

)

select * from surveys
