with current_rows as (

    {{ current_rows('policy_document') }}

)

select
    {{ document_id('file_sha256', 'row_number') }} as document_id,
    file_sha256,
    file_name,
    row_number,
    title,
    document_number,
    issuer,
    level as issuer_level,
    issued_on,
    published_on,
    media_type,
    reader,
    pages,
    body,
    characters
from current_rows
