"""The asset graph as text: a change of the wiring is seen in review.

Renew the text after an intended change, from the project's folder: ``python -m tests.dagster_project.test_snapshot``
"""

from pathlib import Path

from dagster_project.definitions import defs

SNAPSHOT = Path(__file__).with_name("asset_graph.txt")
RENEW = "the asset graph changed; if that is intended: python -m tests.dagster_project.test_snapshot"


def described() -> list[str]:
    """One line per asset, job, schedule and sensor."""
    repository = defs.get_repository_def()
    graph = repository.asset_graph
    checks = [key.asset_key for key in graph.asset_check_keys]
    lines = []
    for key in sorted(graph.materializable_asset_keys, key=lambda key: key.path):
        node = graph.get(key)
        parents = " ".join(sorted(parent.to_user_string() for parent in node.parent_keys)) or "-"
        kinds = ",".join(sorted(node.kinds))
        fields = (key.to_user_string(), node.group_name, kinds, parents, f"{checks.count(key)} checks")
        lines.append(" | ".join(fields))
    lines += [f"job | {name}" for name in sorted(repository.job_names) if not name.startswith("__")]
    lines += [
        f"schedule | {schedule.name} | {schedule.cron_schedule} {schedule.execution_timezone} | {schedule.job_name}"
        for schedule in repository.schedule_defs
    ]
    lines += [f"sensor | {sensor.name} | {sensor.job_name}" for sensor in repository.sensor_defs]
    return lines


def test_the_asset_graph_is_the_one_on_record() -> None:
    recorded = SNAPSHOT.read_text(encoding="utf-8").splitlines() if SNAPSHOT.is_file() else []
    now = described()
    difference = [f"- {line}" for line in recorded if line not in now]
    difference += [f"+ {line}" for line in now if line not in recorded]
    assert now == recorded, "\n".join([RENEW, *difference])


if __name__ == "__main__":
    SNAPSHOT.write_text("\n".join(described()) + "\n", encoding="utf-8")
