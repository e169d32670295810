{# Points of the items that follow from figures: of each figure the most points that it allows, of each item the least of
   its figures. Every figure has to keep its bound: the worst of them decides.

   `figures`: a relation with item_code (of the figure), feeds_item, region_code, period, value and is_answered. #}
{% macro points_of_figures(figures) -%}
    select
        item_code,
        region_code,
        period,
        min(is_given) = 1 as is_given,
        min(points) as points
    from (
        select
            figure.feeds_item as item_code,
            figure.item_code as input_code,
            figure.region_code,
            figure.period,
            max(case when figure.is_answered then 1 else 0 end) as is_given,
            coalesce(max(band.points), 0.0) as points
        from {{ figures }} as figure
        left join {{ ref('checklist_band') }} as band
            on figure.feeds_item = band.item_code
            and figure.is_answered
            and figure.value <= band.at_most
        where figure.feeds_item is not null
        group by figure.feeds_item, figure.item_code, figure.region_code, figure.period
    ) as band_of_figure
    group by item_code, region_code, period
{%- endmacro %}

{# Whether a figure sets the whole index to 0: it is beyond its limits, or absent where a least value is asked for. Doing
   Business scores with 0 what stands on such a figure even where other parts earn points. #}
{% macro figure_forces_zero(item, value, is_answered) -%}
    (({{ item }}.eligible_from is not null and not {{ is_answered }})
    or coalesce({{ value }} < {{ item }}.eligible_from, false)
    or coalesce({{ value }} > {{ item }}.eligible_to, false))
{%- endmacro %}
