-- From when until when a document is in force, and how that is known.
{%- set draft_words = ['征求意见稿', '送审稿', '讨论稿', '草案', '初稿'] %}
with repealing as (

    -- documents that name others as repealed, from the day they take effect; a draft repeals nothing
    select
        document_id,
        coalesce(effective_on, issued_on, published_on) as repealed_on,
        repealed_numbers
    from {{ ref('stg_policy_document') }}
    where repealed_numbers is not null and not is_draft

),

repealed_number as (

    {{ split_to_rows('repealing', 'document_id, repealed_on', 'repealed_numbers', '；') }}

),

repealed as (

    select
        document.document_id,
        min(repealed_number.repealed_on) as repealed_on
    from {{ ref('stg_policy_document') }} as document
    inner join repealed_number
        on {{ document_reference('document.document_number') }} = {{ document_reference('repealed_number.part') }}
        and document.document_id <> repealed_number.document_id
    group by document.document_id

),

stated as (

    select
        document.document_id,
        document.title,
        document.file_name,
        coalesce(document.issued_on, document.published_on) as dated_on,
        document.effective_on,
        document.expires_on,
        repealed.repealed_on,
        document.draft_mark
    from {{ ref('stg_policy_document') }} as document
    left join repealed on document.document_id = repealed.document_id

),

dated as (

    select
        document_id,
        draft_mark is not null
        {%- for word in draft_words %}
        or position('{{ word }}' in concat(coalesce(title, ''), file_name)) > 0
        {%- endfor %} as is_draft,
        dated_on,
        coalesce(effective_on, dated_on) as in_force_from,
        repealed_on is not null and (expires_on is null or repealed_on <= expires_on) as is_repealed,
        expires_on,
        {{ days_later('repealed_on', -1) }} as last_day_before_repeal
    from stated

)

select
    dated.document_id,
    dated.is_draft,
    dated.dated_on,
    dated.in_force_from,
    case when dated.is_repealed then dated.last_day_before_repeal else dated.expires_on end as in_force_until,
    case
        when dated.is_repealed then 'repealed'
        when dated.expires_on is not null then 'expiry_stated'
        when dated.in_force_from is null then 'undated'
        else 'no_end_stated'
    end as basis,
    case
        when dated.in_force_from is not null
            then dated.in_force_from <= context.as_of
                and coalesce(
                    case when dated.is_repealed then dated.last_day_before_repeal else dated.expires_on end
                    >= context.as_of,
                    true
                )
    end as in_force
from dated
cross join {{ ref('stg_build_context') }} as context
