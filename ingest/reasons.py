"""The closed list of reasons: why a file was refused, or a row or a value quarantined.

Each reason reads in Chinese first (the people who mend files are in the departments), then in English, with the remedy.
"""

from dataclasses import dataclass

from ingest.privacy import mask_text


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason code with its text in both languages; ``{…}`` are filled in where it is raised."""

    code: str
    zh: str
    en: str


_FILE = (
    Reason("no_rows", "文件没有数据行，请重新报送", "the file holds no data rows; deliver it again"),
    Reason("undecodable", "文字编码无法识别，请另存为 CSV UTF-8", "unknown text encoding; save as CSV UTF-8"),
    Reason(
        "damaged",
        "文件损坏或不完整（{detail}），请重新导出",
        "damaged or incomplete ({detail}); export again",
    ),
    Reason("encrypted", "文件已加密，请去除密码后报送", "the file is encrypted; remove the password"),
    Reason("too_large", "文件超出安全上限（{detail}）", "the file exceeds a safety limit ({detail})"),
    Reason(
        "too_slow",
        "读取超过时限（{detail}），请拆分文件或降低扫描分辨率后重新报送",
        "reading took longer than allowed ({detail}); split the file or scan it with fewer dots",
    ),
    Reason(
        "too_heavy",
        "读取时内存不足或读取程序中止（{detail}），请拆分文件或另存后重新报送",
        "reading ran out of memory or broke off ({detail}); split the file or save it anew",
    ),
    Reason("unsupported_format", "不支持的格式（{detail}）", "unsupported format ({detail})"),
    Reason("empty", "文件为空，请重新报送", "the file is empty; deliver it again"),
    Reason(
        "missing_column",
        "缺少必需列：{detail}；请补齐列名后重新报送",
        "required column missing: {detail}; add it and deliver again",
    ),
    Reason(
        "unsafe_path",
        "压缩包内的文件路径越出压缩包（{detail}），请重新打包",
        "a path in the archive leads outside it ({detail}); pack it again",
    ),
    Reason(
        "too_many_members",
        "压缩包内文件过多（{detail}），请分包报送",
        "too many files in the archive ({detail}); deliver several archives",
    ),
    Reason("duplicate_header", "列名重复：{detail}", "header repeated: {detail}; make it unique"),
    Reason("unreadable", "无法读取（{detail}）", "cannot be read ({detail}); check the file's permissions"),
    Reason("changing", "文件仍在写入，下次运行时再读", "the file was still being written; the next run reads it"),
)

_ROW = (
    Reason("ragged_row", "列数与表头不一致", "the row has another number of cells than the header"),
    Reason("empty_key", "主键或必填项为空", "a key or mandatory cell is empty"),
    Reason("unparsable_number", "不是数字", "not a number"),
    Reason("unparsable_time", "不是有效的日期或时间", "not a valid date or time"),
    Reason("unparsable_period", "不是有效的期间", "not a valid period"),
    Reason("unparsable_boolean", "不是 是/否", "not a yes/no value"),
    Reason("unknown_code", "代码不在代码表中", "the code is not in the code list"),
    Reason("out_of_range", "超出允许范围", "outside the allowed range"),
    Reason("damaged_row", "该条记录损坏，无法读取", "the record is damaged and cannot be read"),
    Reason("finish_before_start", "办结时间早于开始时间", "it ends before it begins"),
    Reason("event_before_acceptance", "环节时间早于受理时间", "the event precedes the acceptance of the case"),
    Reason("acceptance_after_release", "受理时间晚于办结时间", "the case was accepted after it ended"),
    Reason("future_time", "时间晚于文件接收日期", "the time is later than the day the file was received"),
    Reason("impossible_region", "区划代码不属于本市", "the region code is not of this city"),
    Reason(
        "contradicting_case",
        "主键相同而内容相互矛盾，相关各行全部隔离，请核对后重新报送",
        "rows with one key contradict each other; all of them are held back: check and deliver again",
    ),
    Reason(
        "invalid_company_code",
        "统一社会信用代码校验位不符，该值未采用",
        "the check digit of the company code is wrong; the value alone is withheld",
    ),
    Reason("duplicate_key", "主键重复", "the key occurs twice in the file"),
    Reason(
        "formula_without_value",
        "公式没有保存计算结果，请在表格软件中打开并另存",
        "a formula without a stored value; open and save the file in a spreadsheet program",
    ),
    Reason(
        "personal_number",
        "主键中含身份证号码，请改用业务编号",
        "a key holds an identity number; use a case number instead",
    ),
    Reason("held_back", "涉密或内部文件，不予收录", "marked secret or internal; held back"),
)

REASONS = {reason.code: reason for reason in (*_FILE, *_ROW)}


class FileRefused(Exception):
    """A whole file cannot be used. ``outcome`` is `unreadable` (its bytes) or `refused` (its content).

    ``detail`` may quote a name or a heading of the file, so it is masked: messages are kept and shown.
    """

    def __init__(self, outcome: str, code: str, detail: str = "") -> None:
        reason = REASONS[code]
        self.outcome, self.code, self.detail = outcome, code, mask_text(detail)[0]
        self.message_zh = reason.zh.format(detail=self.detail)
        self.message_en = reason.en.format(detail=self.detail)
        super().__init__(f"{code}: {self.message_en}")

    def __reduce__(self) -> tuple:
        """A refusal may come from a process that reads one file."""
        return FileRefused, (self.outcome, self.code, self.detail)


class CellFault(ValueError):
    """One cell cannot be understood; ``code`` is a row reason."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(REASONS[code].en)


class ValueWithheld(CellFault):
    """One cell holds something that must not be used, and its row can do without it."""
