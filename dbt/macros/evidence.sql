{# What the models of evidence say in one way. #}

{# The level of an office as a number: the higher, the wider it speaks. #}
{% macro level_rank(level) -%}
    case {{ level }} when 'county' then 1 when 'city' then 2 when 'province' then 3 when 'national' then 4 end
{%- endmacro %}

{# Text as it is searched: without blanks, which scans and columns put between characters, and in small letters. #}
{% macro searched(text) -%}
    lower(replace(replace({{ text }}, ' ', ''), '　', ''))
{%- endmacro %}

{# The name of a file without its folders and its suffix. #}
{% macro base_name(file_name) -%}
    regexp_replace(regexp_replace({{ file_name }}, '^.*/', ''), '[.][A-Za-z0-9]{1,5}$', '')
{%- endmacro %}

{# Whether a kind (P, S, D ...) is one of a list joined by semicolons. #}
{% macro is_kind_among(kind, kinds) -%}
    position(concat(';', {{ kind }}, ';') in concat(';', {{ kinds }}, ';')) > 0
{%- endmacro %}

{# A county as texts name it: 龙游 for 龙游县. #}
{% macro county_word(name) -%}
    case when length({{ name }}) > 2 then substr({{ name }}, 1, length({{ name }}) - 1) else {{ name }} end
{%- endmacro %}

{# The Chinese words of a list of kinds: P;D is 政策文件、统计数据. #}
{% macro kinds_zh(kinds) -%}
    {%- set words = {
        'P': '政策文件', 'S': '系统平台', 'D': '统计数据', 'I': '图片', 'C': '典型案例', 'L': '办件样本', 'M': '媒体报道或上级肯定'
    } -%}
    {%- set text = namespace(sql='replace(' ~ kinds ~ ", ';', '、')") -%}
    {%- for code, word in words.items() -%}
        {%- set text.sql = 'replace(' ~ text.sql ~ ", '" ~ code ~ "', '" ~ word ~ "')" -%}
    {%- endfor -%}
    {{ text.sql }}
{%- endmacro %}
