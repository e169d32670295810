{{ current_parts('document_block', ['page', 'block_number', 'kind', 'text', 'confidence']) }}
