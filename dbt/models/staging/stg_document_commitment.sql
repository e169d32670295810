{{ current_parts('commitments', [
    'page', 'commitment_number', 'block_number', 'item', 'sentence', 'kind', 'target_written', 'target_value',
    'target_value_upto', 'target_unit', 'target_unit_code', 'bound', 'deadline_written', 'due_on', 'recurrence',
    'lead_bodies', 'responsible_bodies', 'status'
]) }}
