{{ config(materialized='incremental', incremental_strategy='touched_periods', period_no='quarter_no') }}

{{ case_quantiles('quarter', 'quarter_no') }}
