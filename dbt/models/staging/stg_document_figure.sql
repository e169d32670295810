{{ current_parts('figures', [
    'page', 'figure_number', 'block_number', 'written', 'kind', 'value', 'value_upto', 'unit', 'unit_code', 'bound',
    'sentence', 'status'
]) }}
