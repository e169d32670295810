"""When the job runs by itself: every night, and when something new lies in the landing zone."""

import dagster as dg

from dagster_project.workspace import Workspace
from ingest.landing import LandingUnreadable, fingerprint, scan

NIGHTLY = dg.define_asset_job(
    "nightly",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    description="全流程：接收、检查、计算、审计、发布 / everything from the landing zone to the release.",
)

NIGHTLY_SCHEDULE = dg.ScheduleDefinition(
    name="nightly_schedule",
    job=NIGHTLY,
    cron_schedule="0 2 * * *",
    execution_timezone="Asia/Shanghai",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="02:00 Asia/Shanghai, gaps open or not: the team needs the day's tables.",
)


@dg.sensor(
    job=NIGHTLY, minimum_interval_seconds=300, description="报送目录有变化时运行 / runs when the landing zone changed."
)
def landing_sensor(context: dg.SensorEvaluationContext, workspace: Workspace) -> dg.SensorResult | dg.SkipReason:
    """The cursor is the landing zone's fingerprint: contents count, not modification times.

    Without a run key, which Dagster launches once for ever: a file that is taken back is news again.
    """
    try:
        files = scan(workspace.landing_folder, workspace.home_folder.landing_cache)
    except LandingUnreadable as error:
        return dg.SkipReason(str(error))
    if any(file.problem == "changing" for file in files):
        return dg.SkipReason("a file is still being written")
    seen = fingerprint(files)
    if seen == context.cursor:
        return dg.SkipReason("nothing new in the landing zone")
    return dg.SensorResult(run_requests=[dg.RunRequest()], cursor=seen)
