with current_rows as (

    {{ current_rows('policy_document') }}

)

select
    substr(file_sha256, 1, 12) as document_id,
    file_sha256,
    file_name,
    title,
    document_number,
    issuer,
    level as issuer_level,
    issued_on,
    published_on,
    body,
    characters
from current_rows
