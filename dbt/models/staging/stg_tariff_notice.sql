select
    source_id,
    file_sha256,
    file_name,
    row_number,
    notice_no,
    notice_kind,
    title,
    issuer,
    published_on,
    effective_on,
    ended_on,
    channel,
    url,
    cycle_days,
    -- a notice that names no class is for everybody
    coalesce(customer_class, 'all') as customer_class,
    region_code
from (
    {{ newest_rows('tariff_notice', ['notice_no', 'region_code', "coalesce(customer_class, 'all')"], in_archives=false) }}
) as newest
