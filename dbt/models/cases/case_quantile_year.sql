{{ config(materialized='incremental', incremental_strategy='touched_periods', period_no='year_no') }}

{{ case_quantiles('year', 'year_no') }}
