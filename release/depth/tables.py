"""Tables of the two benchmark indicators that the page and the workbook read, with their columns."""

DEPTH_TABLES: dict[str, str] = {
    "electricity_connection_time": (
        "region_code period_kind period group_kind group_code clock day_kind n status mean_days median_days"
        " p90_days n_steps modal_steps mean_steps step_norm step_norm_share mean_satisfaction"
    ),
    "electricity_stage": (
        "region_code period_kind period group_kind group_code stage_code stage_name_zh stage_name_en owner"
        " is_parallel n_cases n status mean_days median_days p90_days mean_work_days share_of_time"
    ),
    "electricity_limit": (
        "region_code period_kind period limit_set node_code day_kind limit_days_from limit_days_to n"
        " n_within_limit status pass_rate median_days p90_days"
    ),
    "electricity_cost": (
        "region_code period_kind period group_kind group_code n n_external external_grid_cny"
        " external_government_cny external_park_cny external_user_cny external_cny saving_cny n_outside"
        " user_share_outside n_inside user_share_inside n_record record_share n_user_cost mean_user_cost_cny"
        " income_cny cost_pct_income status reason"
    ),
    "electricity_reliability": (
        "region_code period period_kind group_kind group_code scope suffix scope_name_zh med saidi_minutes"
        " saidi_hours saifi caidi_minutes asai caifi ctaidi_minutes maifi maifi_event asifi asidi_minutes"
        " energy_not_supplied_kwh aens_kwh acci_kwh customers_served kva_served customers_interrupted"
        " customer_interruptions customer_minutes n outages open_interruptions momentary_events period_hours"
        " status reason"
    ),
    "electricity_major_event_day": (
        "region_code day saidi_minutes t_med_minutes alpha beta n_days n_years customers_served n is_major"
    ),
    "electricity_reliability_index": (
        "region_code period item_code kind basis name_zh name_en rule_zh rule_en state points max_points"
        " points_lost figure forces_zero is_met evidence reason_zh reason_en n"
    ),
    "electricity_tariff_notice": (
        "notice_no region_code customer_class period notice_kind kind_name_zh kind_name_en title issuer published_on"
        " effective_on last_day channel url days_of_notice billing_cycle_days required_days is_in_time is_cycle_ahead"
        " is_online rule_source certainty file_name row_number"
    ),
    "benchmark_value": ("measure_code indicator_code place_code place_zh place_en period value unit source certainty"),
    "cross_border_clearance": (
        "region_code period_kind period definition_code flow group_kind group_code group_name_zh group_name_en n"
        " status reason mean_hours median_hours p90_hours trimmed_mean_hours trimmed_n n_previous"
        " mean_hours_previous change_hours change_percent baseline_period baseline_hours baseline_kind"
        " compression_percent"
    ),
    "cross_border_stage": (
        "region_code period_kind period flow group_kind group_code stage_code stage_no n n_occurred status reason"
        " mean_hours mean_hours_occurred share_of_whole whole_hours"
    ),
    "cross_border_rate": (
        "region_code period_kind period rate_code flow name_zh name_en n numerator denominator status reason"
        " rate_percent rate_percent_previous"
    ),
    "cross_border_aeo": (
        "region_code period_kind period definition_code flow n_firms n_aeo_firms aeo_firm_percent n n_aeo"
        " aeo_declaration_percent status reason mean_hours_aeo mean_hours_other difference_hours n_compared"
        " difference_hours_same_mode"
    ),
    "cross_border_simulation": (
        "scenario_code region_code period indicator_set name_zh name_en kind flow measure_code target n n_known"
        " status reason percent_now percent_then hours_now hours_then measure_score_now measure_score_then"
        " topic_score_now topic_score_then peer_group place_now place_then place_of score_reason"
    ),
    "cross_border_charge": (
        "region_code period_kind period flow group_kind group_code n_shipments n mean_cny_per_container"
        " median_cny_per_container p90_cny_per_container mean_usd_per_container status n_charges amount_cny"
        " n_without_rate n_without_list n_outside_list outside_list_share outside_list_cny n_above_list"
        " above_list_share excess_cny oldest_list_age_days list_overdue_share"
    ),
    "cross_border_compliance": (
        "region_code period_kind period flow group_kind group_code component quantity measure_code value unit"
        " value_cny n minimum_n source_code status reason parts scored_value scored_n difference difference_reason"
        " sort_order"
    ),
    "cross_border_compliance_part": (
        "region_code period_kind period flow group_kind group_code component quantity part_code name_zh name_en"
        " step_no n_shipments n_met share_met minimum_share n value unit status state certainty sort_order"
    ),
    "cross_border_refund": (
        "region_code period_kind period firm_class clock n_ended n mean_days median_days p90_days limit_days"
        " n_limited within_limit_share status amount_cny"
    ),
    "cross_border_aeo_firm": (
        "region_code period_kind period last_day aeo_level n n_traded n_traders share_of_traders"
    ),
    "cross_border_broker_survey": (
        "region_code period_kind period flow group_kind group_code asked n median_hours p90_hours n_cost"
        " median_cost_cny p90_cost_cny status"
    ),
}
