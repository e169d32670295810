{# What tables hold as codes and doubles, as people read it. #}

{# A figure in a sentence: two decimals from a hundred on, four from one on, six below, and no noughts at its end; one that no
   decimal holds as it is, for somebody may write 1e300 into a cell and must be told so. #}
{% macro figure_text(value) -%}
    case
        when abs({{ value }}) >= 1e15 then {{ as_text(value) }}
        else regexp_replace(case
            when abs({{ value }}) >= 100.0 then {{ as_text('cast(' ~ value ~ ' as decimal(28, 2))') }}
            when abs({{ value }}) >= 1.0 then {{ as_text('cast(' ~ value ~ ' as decimal(28, 4))') }}
            else {{ as_text('cast(' ~ value ~ ' as decimal(28, 6))') }}
        end, '[.]?0+$', '')
    end
{%- endmacro %}

{# A code in words; one that `words` does not know is shown as it is. #}
{% macro worded(code, words) -%}
    case {{ code }}
        {%- for key, word in words.items() %} when '{{ key }}' then '{{ word }}'{% endfor %} else {{ code }} end
{%- endmacro %}

{% macro route_words() -%}
    {{ return({'log': '系统日志', 'statistic': '统计数据', 'checklist': '清单核查', 'survey': '问卷调查'}) }}
{%- endmacro %}

{# The Chinese words of a list of routes: log;statistic is 系统日志、统计数据. #}
{% macro routes_zh(routes) -%}
    {%- set text = namespace(sql='replace(' ~ routes ~ ", ';', '、')") -%}
    {%- for code, word in route_words().items() -%}
        {%- set text.sql = 'replace(' ~ text.sql ~ ", '" ~ code ~ "', '" ~ word ~ "')" -%}
    {%- endfor -%}
    {{ text.sql }}
{%- endmacro %}

{# Text with something before and behind it; nothing where there is none: engines differ on what concat makes of NULL. #}
{% macro if_given(value, before, behind='') -%}
    case when {{ value }} is null then '' else concat('{{ before }}', {{ value }}, '{{ behind }}') end
{%- endmacro %}
