{{ current_parts('blocks', ['page', 'block_number', 'kind', 'text', 'confidence']) }}
