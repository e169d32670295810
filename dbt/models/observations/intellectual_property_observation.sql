-- 知识产权创造、保护和运用, by registered pledge: what patents and trade marks secured.
with pledged as (

    -- 质押融资额 counts with the registration, whether or not the pledge is still in force. One that was revoked, or taken
    -- back on the day it was registered, secured nothing. Half a year's pledges are no poor year: a sum waits for its end
    select
        'I11-4' as measure_code,
        pledge.*,
        pledge.amount_cny as amount
    from {{ ref('stg_ip_pledge') }} as pledge
    cross join {{ ref('stg_build_context') }} as context
    where pledge.state <> 'revoked'
        and coalesce(pledge.released_on > pledge.registered_on, true)
        and {{ year_text('pledge.registered_on') }} < {{ year_text('context.as_of') }}

)

{{ observations_of(
    measures=['pledged'],
    observed_on='registered_on',
    observation_key='registration_no',
    has_base=false
) }}
