-- Figures in statistical evidence against the value of the same measure here: of the round's region and period, in the same
-- kind of unit, in the block that holds a keyword of the requirement.
--
-- A figure says nothing of the value when its sentence names another year or a county, states a limit or an aim, or when only
-- OCR has read it and it differs.
{%- set limits = ['不超过', '以内', '不高于', '不低于', '力争', '目标', '压缩至', '压减至', '提前', '同比', '环比'] %}
{%- set number = "regexp_extract(replace(figure.written, ',', ''), '[0-9]+([.][0-9]+)?', 0)" %}

with value_here as (

    select
        evaluation_round.indicator_set,
        evaluation_round.region_code,
        evaluation_round.period,
        score.measure_code,
        score.value,
        measure.unit
    from {{ ref('evaluation_round') }} as evaluation_round
    inner join {{ ref('measure_score') }} as score
        on evaluation_round.indicator_set = score.indicator_set
        and evaluation_round.region_code = score.region_code
        and evaluation_round.period = score.period
    inner join {{ ref('measure') }} as measure
        on score.indicator_set = measure.indicator_set
        and score.measure_code = measure.measure_code
    where score.value is not null

),

claimed as (

    select distinct
        pair.indicator_set,
        pair.requirement_code,
        demand.measure_code,
        pair.document_id,
        hit.block_number
    from {{ ref('evidence_pair') }} as pair
    inner join {{ ref('evidence_demand') }} as demand
        on pair.indicator_set = demand.indicator_set
        and pair.requirement_code = demand.requirement_code
    inner join {{ ref('evidence_term') }} as term
        on pair.requirement_code = term.requirement_code
        and term.term_kind <> 'keyword_also'
    inner join {{ ref('evidence_hit') }} as hit
        on pair.document_id = hit.document_id
        and term.word = hit.word
    where pair.is_counted and {{ is_kind_among("'D'", 'demand.kinds') }}

),

counties as (

    select {{ county_word('name_zh') }} as word
    from {{ ref('region') }}
    where region_level = 'county'

),

county_sentence as (

    select distinct figure.document_id, figure.figure_number
    from {{ ref('stg_document_figure') }} as figure
    inner join counties on position(counties.word in figure.sentence) > 0

),

compared as (

    select
        claimed.indicator_set,
        claimed.requirement_code,
        claimed.measure_code,
        value_here.region_code,
        value_here.period,
        claimed.document_id,
        figure.figure_number,
        figure.page,
        figure.block_number,
        figure.written,
        figure.sentence,
        value_here.value as measure_value,
        value_here.unit,
        figure.value * factor.multiplier / nullif(factor.divisor, 0.0) as figure_value,
        coalesce(figure.value_upto, figure.value) * factor.multiplier / nullif(factor.divisor, 0.0) as figure_upto,
        -- half of the last decimal that was written, in the measure's unit
        0.5 * power(cast(10.0 as double), cast(-1 * {{ decimals_written(number) }} as double))
        * factor.multiplier / nullif(factor.divisor, 0.0) as rounding,
        figure.status,
        county_sentence.figure_number is not null
        {%- for word in limits %}
        or position('{{ word }}' in figure.sentence) > 0
        {%- endfor %} as is_other_thing,
        position(concat(substr(value_here.period, 1, 4), '年') in figure.sentence) > 0
        or (
            position(substr(value_here.period, 1, 4) in coalesce(document.title, '')) > 0
            and regexp_extract(figure.sentence, '20[0-9][0-9]年', 0) = ''
        ) as is_same_period
    from claimed
    inner join value_here
        on claimed.indicator_set = value_here.indicator_set
        and claimed.measure_code = value_here.measure_code
    inner join {{ ref('document_profile') }} as document on claimed.document_id = document.document_id
    inner join {{ ref('stg_document_figure') }} as figure
        on claimed.document_id = figure.document_id
        and claimed.block_number = figure.block_number
    inner join {{ ref('unit') }} as unit
        on unit.unit = figure.unit
        or unit.name_zh = figure.unit
        -- 5个工作日
        or unit.name_zh = replace(figure.unit, '个', '')
    inner join {{ ref('int_unit_factor') }} as factor
        on unit.unit = factor.from_unit
        and value_here.unit = factor.to_unit
    left join county_sentence
        on figure.document_id = county_sentence.document_id
        and figure.figure_number = county_sentence.figure_number

)

select
    indicator_set,
    requirement_code,
    measure_code,
    region_code,
    period,
    document_id,
    figure_number,
    page,
    block_number,
    written,
    sentence,
    unit,
    figure_value,
    measure_value,
    case
        when is_other_thing or not is_same_period then 'unverifiable'
        when measure_value between figure_value - rounding - 1e-9 and figure_upto + rounding + 1e-9 then 'agree'
        -- what only OCR has seen is no contradiction until a second reading agrees
        when status = 'U' then 'unverifiable'
        else 'disagree'
    end as verdict
from compared
