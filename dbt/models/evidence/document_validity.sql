-- From when until when a document is in force, and how that is known.
{%- set draft_words = ['征求意见稿', '送审稿', '讨论稿', '草案', '初稿'] %}
{%- set not_stated = 'cast(null as date)' %}

with stated as (

    -- the one place where what a document says of its own validity comes in; a date that it does not state is empty
    select
        document_id,
        title,
        file_name,
        coalesce(issued_on, published_on) as dated_on,
        {{ not_stated }} as effective_on,
        {{ not_stated }} as expires_on,
        {{ not_stated }} as repealed_on,
        cast(null as {{ dbt.type_string() }}) as draft_mark
    from {{ ref('stg_policy_document') }}

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
