-- The words by which a text is found: keywords of a requirement (of its second group too, where it has one), and the phrases
-- that the name of a checklist item consists of.
{%- set separators = ['、', '，', '：', '；', '（', '）', '“', '”', '和', '与', '或', '的', '/', ' '] %}

with keywords as (

    {{ split_to_rows(ref('evidence_requirement'), 'requirement_code', 'keywords', ';') }}

),

more_keywords as (

    {{ split_to_rows(ref('evidence_requirement'), 'requirement_code', 'keywords_also', ';') }}

),

item as (

    select
        item_code as requirement_code,
        {% for separator in separators %}replace({% endfor %}name_zh
        {%- for separator in separators %}, '{{ separator }}', ';'){% endfor %} as phrases
    from {{ ref('checklist_item') }}
    where kind <> 'derived'

),

phrases as (

    {{ split_to_rows('item', 'requirement_code', 'phrases', ';') }}

),

terms as (

    select requirement_code, 'keyword' as term_kind, part from keywords
    union all
    select requirement_code, 'keyword_also' as term_kind, part from more_keywords
    union all
    -- a fragment of two or three characters says too little of an item
    select requirement_code, 'phrase' as term_kind, part from phrases where length(part) >= 4

)

select distinct requirement_code, term_kind, {{ searched('part') }} as word
from terms
where length(part) >= 2
