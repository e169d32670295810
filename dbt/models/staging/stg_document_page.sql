{{ current_parts('pages', ['page', 'width', 'height', 'text_source', 'characters', 'confidence']) }}
