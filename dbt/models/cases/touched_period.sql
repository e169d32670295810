-- Months in which a touched case ended, as the former build had it. It must be asked before case_duration is renewed.
-- depends_on: {{ ref('touched_case') }}
{%- set former = adapter.get_relation(database=this.database, schema=this.schema, identifier='case_duration') %}
select
    cast(extract(year from former.finished_at) as int) * 100 + cast(extract(month from former.finished_at) as int) as month_no
{%- if former %}
from {{ former }} as former
inner join {{ ref('touched_case') }} as touched
    on former.source_id = touched.source_id
    and former.case_id = touched.case_id
where former.finished_at is not null
{%- else %}
from (select cast(null as timestamp) as finished_at from {{ ref('touched_case') }}) as former
where former.finished_at is not null
{%- endif %}
group by cast(extract(year from former.finished_at) as int) * 100 + cast(extract(month from former.finished_at) as int)
