-- Where each word stands in each document: every word that anything asks for is looked up once, whatever asks for it.
--
-- A text is cut into pairs of characters, which are joined to the first pair of each word; only there is the word compared.
-- The work is that of one walk through the text, however many words there are.
with words as (

    select distinct word from {{ ref('evidence_term') }}
    union
    select {{ searched(county_word('name_zh')) }} as word
    from {{ ref('region') }}
    where region_level = 'county'

),

beginnings as (

    select word, substr(word, 1, 2) as beginning from words where length(word) >= 2

),

texts as (

    select document_id, page, block_number, {{ searched('text') }} as squeezed
    from {{ ref('stg_document_block') }}
    union all
    -- the title stands before the text
    select
        document_id,
        cast(null as bigint) as page,
        cast(0 as bigint) as block_number,
        {{ searched('title') }} as squeezed
    from {{ ref('stg_policy_document') }}

),

lengths as (

    select distinct length(squeezed) as text_length from texts where length(squeezed) >= 2

),

places as (

    {{ pair_places('lengths', 'text_length') }}

)

select
    texts.document_id,
    texts.block_number,
    beginnings.word,
    min(texts.page) as page,
    min(places.place) as position_in_block
from texts
inner join places on length(texts.squeezed) = places.text_length
inner join beginnings on substr(texts.squeezed, cast(places.place as int), 2) = beginnings.beginning
where substr(texts.squeezed, cast(places.place as int), length(beginnings.word)) = beginnings.word
group by texts.document_id, texts.block_number, beginnings.word
