{{ current_parts('document_figure', [
    'page', 'figure_number', 'block_number', 'written', 'kind', 'value', 'value_upto', 'unit', 'sentence', 'status'
]) }}
