-- What was found of a requirement's words in a document: how many of them, and the block that holds most.
with found as (

    select
        term.requirement_code,
        term.term_kind,
        hit.document_id,
        hit.block_number,
        hit.page,
        hit.word,
        hit.position_in_block
    from {{ ref('evidence_hit') }} as hit
    inner join {{ ref('evidence_term') }} as term on hit.word = term.word

),

counted as (

    select
        requirement_code,
        document_id,
        count(distinct case when term_kind = 'keyword' and block_number = 0 then word end) as keywords_in_title,
        count(distinct case when term_kind = 'keyword' and block_number > 0 then word end) as keywords_in_text,
        count(distinct case when term_kind = 'keyword_also' then word end) as keywords_also,
        count(distinct case when term_kind = 'phrase' and block_number = 0 then word end) as phrases_in_title,
        count(distinct case when term_kind = 'phrase' and block_number > 0 then word end) as phrases_in_text
    from found
    group by requirement_code, document_id

),

blocks as (

    select
        requirement_code,
        document_id,
        block_number,
        min(page) as page,
        count(distinct word) as words,
        -- the passage is told from the word that the requirement is about
        coalesce(
            min(case when term_kind <> 'keyword_also' then position_in_block end), min(position_in_block)
        ) as position_in_block,
        max(case when term_kind <> 'keyword_also' then 1 else 0 end) as is_about_it
    from found
    where block_number > 0
    group by requirement_code, document_id, block_number

),

ranked as (

    select
        *,
        row_number() over (
            partition by requirement_code, document_id order by is_about_it desc, words desc, block_number
        ) as choice
    from blocks

),

with_second_group as (

    select distinct requirement_code from {{ ref('evidence_term') }} where term_kind = 'keyword_also'

)

select
    counted.requirement_code,
    counted.document_id,
    counted.keywords_in_title,
    counted.keywords_in_text,
    counted.phrases_in_title,
    counted.phrases_in_text,
    ranked.block_number,
    ranked.page,
    ranked.position_in_block
from counted
left join ranked
    on counted.requirement_code = ranked.requirement_code
    and counted.document_id = ranked.document_id
    and ranked.choice = 1
left join with_second_group on counted.requirement_code = with_second_group.requirement_code
where counted.keywords_in_title + counted.keywords_in_text + counted.phrases_in_title + counted.phrases_in_text > 0
    -- where a requirement has two groups of words, both must be there
    and (with_second_group.requirement_code is null or counted.keywords_also > 0)
