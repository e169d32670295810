with statistics as (

    select distinct
        delivered.value_id,
        statistic.source_id,
        statistic.file_sha256,
        statistic.file_name,
        concat('row ', cast(statistic.row_number as {{ dbt.type_string() }}), ', ', statistic.series_code) as locator,
        concat(
            'figure as delivered',
            case when statistic.unit <> statistic.converted_unit then concat(', converted from ', statistic.unit) else '' end
        ) as method
    from {{ ref('delivered_value') }} as delivered
    inner join {{ ref('int_statistic_current') }} as statistic
        on delivered.origin_measure_code = statistic.series_code
        and delivered.region_code = statistic.region_code
        and delivered.period = statistic.period
    where delivered.route = 'statistic' and statistic.concept = 'value'

),

counted as (

    {{ counted_in_places(ref('measure_observation'), ['measure_code', 'source_id', 'file_sha256', 'file_name']) }}

),

observed as (

    select measure_code, region_code, period, source_id, file_sha256, file_name, count(*) as cases
    from counted
    group by measure_code, region_code, period, source_id, file_sha256, file_name

),

logs as (

    select
        delivered.value_id,
        observed.source_id,
        observed.file_sha256,
        observed.file_name,
        concat(cast(observed.cases as {{ dbt.type_string() }}), ' cases') as locator,
        concat(delivered.statistic, ' over cases') as method
    from {{ ref('delivered_value') }} as delivered
    inner join observed
        on delivered.origin_measure_code = observed.measure_code
        and delivered.region_code = observed.region_code
        and delivered.period = observed.period
    where delivered.route = 'log'

),

divisors as (

    -- the series that a value is divided by, of the place itself or of the city above it
    select
        delivered.value_id,
        figure.source_id,
        figure.file_sha256,
        figure.file_name,
        concat('row ', cast(figure.row_number as {{ dbt.type_string() }}), ', ', figure.series_code) as locator,
        'denominator' as method
    from {{ ref('delivered_value') }} as delivered
    inner join {{ ref('measure_rule') }} as rule
        on delivered.origin_measure_code = rule.measure_code
        and delivered.route = rule.route
    inner join {{ ref('place_of_region') }} as place on delivered.region_code = place.region_code
    inner join {{ ref('int_context_figure') }} as figure
        on rule.per_series = figure.series_code
        and place.place_code = figure.region_code
        and substr(delivered.period, 1, 4) = figure.period
        and delivered.denominator = figure.value

),

checklists as (

    -- each item as it was answered
    select
        value_id,
        source_id,
        file_sha256,
        file_name,
        concat('row ', {{ as_text('row_number') }}, ', ', item_code) as locator,
        case when kind = 'input' then 'figure of the checklist' else 'points of the checklist' end as method
    from {{ ref('checklist_result') }}
    where file_sha256 is not null

    union all

    -- and the delivered documents that it points to
    select distinct
        result.value_id,
        'policy_document' as source_id,
        evidence.file_sha256,
        evidence.file_name,
        concat(coalesce(concat('page ', result.evidence_page, ', '), ''), result.item_code) as locator,
        'evidence of the checklist' as method
    from {{ ref('checklist_result') }} as result
    inner join {{ ref('int_checklist_evidence') }} as evidence
        on result.item_code = evidence.item_code
        and result.region_code = evidence.region_code
        and result.period = evidence.period
    where evidence.file_sha256 is not null

),

answers as (

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

),

own as (

    select * from statistics
    union all
    select * from logs
    union all
    select * from divisors
    union all
    select * from checklists
    union all
    select * from surveys

),

parts as (

    -- a measure made of sub-measures stands on what its parts stand on
    select distinct
        parent.value_id,
        own.source_id,
        own.file_sha256,
        own.file_name,
        own.locator,
        'mean of the parts that apply' as method
    from {{ ref('parent_measure_value') }} as parent
    inner join {{ ref('delivered_value') }} as part
        on parent.indicator_set = part.indicator_set
        and parent.measure_code = part.parent_measure_code
        and parent.region_code = part.region_code
        and parent.period = part.period
    inner join own on part.value_id = own.value_id

)

select * from own
union all
select * from parts
