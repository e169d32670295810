-- What a document is taken for as evidence: its kind, its level, whether it is a draft.
--
-- The kind stands in the file's name (指标代码-题号-序号-类型-标题 ...); else a document with an official number is a policy; else
-- the last word of the title that names a kind decides, as the head of a Chinese title stands at its end.
with named as (

    select
        *,
        {{ base_name('coalesce(member, file_name)') }} as base,
        coalesce(title, {{ base_name('coalesce(member, file_name)') }}) as called,
        replace(replace(replace({{ base_name('coalesce(member, file_name)') }}, '_', '-'), '－', '-'), ' ', '-') as dashed
    from {{ ref('stg_policy_document') }}

),

kind_in_name as (

    select named.document_id, min(kind.sort_order) as sort_order
    from named
    inner join {{ ref('evidence_kind') }} as kind
        on position(concat('-', kind.kind, '-') in concat(named.dashed, '-')) > 0
        or position(concat('-', kind.name_zh, '-') in concat(named.dashed, '-')) > 0
    group by named.document_id

),

kind_words as (

    {{ split_to_rows(ref('evidence_kind'), 'kind, sort_order', 'words', ';') }}

),

kind_by_word as (

    select
        named.document_id,
        kind_words.kind,
        row_number() over (
            partition by named.document_id
            order by
                position(reverse(kind_words.part) in reverse(named.called)),
                length(kind_words.part) desc,
                kind_words.sort_order
        ) as choice
    from named
    inner join kind_words on position(kind_words.part in named.called) > 0

)

select
    named.document_id,
    named.file_sha256,
    named.file_name,
    named.base,
    named.dashed,
    named.title,
    named.document_number,
    named.issuer,
    case when {{ level_rank('named.issuer_level') }} is not null then named.issuer_level end as level,
    named.issued_on,
    named.published_on,
    named.media_type,
    named.reader,
    named.page_count as pages,
    named.characters,
    coalesce(
        stated.kind,
        case when named.document_number is not null then 'P' end,
        kind_by_word.kind,
        case when named.media_type like 'image%' then 'I' end
    ) as kind,
    case
        when stated.kind is not null then 'file_name'
        when named.document_number is not null then 'document_number'
        when kind_by_word.kind is not null then 'title'
        when named.media_type like 'image%' then 'media_type'
        else 'none'
    end as kind_from,
    -- two pictures without a word are not one document
    case when named.characters > 0 then md5(named.body) end as body_md5
from named
left join kind_in_name on named.document_id = kind_in_name.document_id
left join {{ ref('evidence_kind') }} as stated on kind_in_name.sort_order = stated.sort_order
left join kind_by_word
    on named.document_id = kind_by_word.document_id
    and kind_by_word.choice = 1
