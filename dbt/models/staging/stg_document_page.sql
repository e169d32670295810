{{ current_parts('document_page', ['page', 'width', 'height', 'text_source', 'characters', 'confidence']) }}
