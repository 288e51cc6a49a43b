import { completionCommand } from "./completion/completion-command";
import { doctorCommand } from "./doctor/doctor-command";
import { emulatorCommand } from "./emulator/emulator-command";
import { exportCommand } from "./export/export-command";
import { describeCommand } from "./describe/describe-command";
import { listCommand } from "./list/list-command";
import { probeCommand } from "./probe/probe-command";
import { queryCommand } from "./query/query-command";
import { diffCommand } from "./diff/diff-command";
import { graphCommand } from "./graph/graph-command";
import { convertBundleCommand } from "./convert/bundle-command";
import { convertTerraformCommand } from "./convert/terraform-command";
import { initCommand } from "./init/init-command";
import type { Groups } from "./kit/build-program";
import type { Command } from "./kit/define-command";
import { migrateCommand } from "./migrate/migrate-command";
import { moveStateCommand } from "./move-state/move-state-command";
import { rolloutCommand } from "./rollout/rollout-command";
import { policyReportCommand } from "./policy-report/policy-report-command";

/** All commands, in the order in which help texts list them. */
export const commands: readonly Command[] = [
  initCommand,
  doctorCommand,
  listCommand,
  describeCommand,
  queryCommand,
  probeCommand,
  rolloutCommand,
  diffCommand,
  graphCommand,
  exportCommand,
  migrateCommand,
  moveStateCommand,
  convertTerraformCommand,
  convertBundleCommand,
  policyReportCommand,
  emulatorCommand,
  completionCommand,
];

/** The first words of commands that have two. */
export const groups: Groups = { convert: "print a program for what another tool declares" };
