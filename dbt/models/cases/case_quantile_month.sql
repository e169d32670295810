{{ config(materialized='incremental', incremental_strategy='touched_periods', period_no='month_no') }}

{{ case_quantiles('month', 'month_no') }}
