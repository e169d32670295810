{# A document's file name or number as people write it, with one form of brackets and no blanks: 衢政办发[2022]21号 and
   衢政办发〔2022〕21号 are one. #}
{% macro document_reference(text) -%}
    replace(replace(replace(replace(replace(replace(replace(
        {{ text }}, ' ', ''), '[', '〔'), ']', '〕'), '［', '〔'), '］', '〕'), '(', '（'), ')', '）')
{%- endmacro %}
