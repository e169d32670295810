{# Competition ranks ("1, 1, 3") of scored places inside their peer group, from unrounded scores.

   `scores` is a relation with indicator_set, region_code, period, score and the columns named in `within` (those, with set,
   period and peer group, make one ranking). Gives these and peer_group, rank, rank_of, rank_note, best_score. #}
{% macro ranked(scores, within=[]) -%}
with membership as (

    select
        scores.*,
        peer.peer_group,
        peer.is_ranked,
        case when peer.is_ranked then scores.score end as ranked_score
    from {{ scores }} as scores
    inner join {{ ref('peer_membership') }} as peer
        on scores.indicator_set = peer.indicator_set
        and scores.region_code = peer.region_code
        and scores.period = peer.period

),

placed as (

    select
        *,
        rank() over (
            partition by indicator_set, period, peer_group {%- for column in within %}, {{ column }} {%- endfor %}
            order by {{ rank_key('ranked_score') }} desc nulls last
        ) as place,
        count(ranked_score) over (
            partition by indicator_set, period, peer_group {%- for column in within %}, {{ column }} {%- endfor %}
        ) as rank_of,
        max(ranked_score) over (
            partition by indicator_set, period, peer_group {%- for column in within %}, {{ column }} {%- endfor %}
        ) as best_score
    from membership

)

select
    *,
    case when ranked_score is not null and rank_of > 1 then place end as rank,
    case
        when not is_ranked then 'not ranked in this set'
        when score is null then 'no score: too little weight covered'
        when rank_of <= 1 then 'no peer has a score'
    end as rank_note
from placed
{%- endmacro %}
