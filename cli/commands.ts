import { completionCommand } from "./completion/completion-command";
import { doctorCommand } from "./doctor/doctor-command";
import { emulatorCommand } from "./emulator/emulator-command";
import { exportCommand } from "./export/export-command";
import { describeCommand } from "./describe/describe-command";
import { listCommand } from "./list/list-command";
import { probeCommand } from "./probe/probe-command";
import { queryCommand } from "./query/query-command";
import type { Groups } from "./kit/build-program";
import type { Command } from "./kit/define-command";
import { migrateCommand } from "./migrate/migrate-command";
import { policyReportCommand } from "./policy-report/policy-report-command";

/** All commands, in the order in which help texts list them. */
export const commands: readonly Command[] = [
  doctorCommand,
  listCommand,
  describeCommand,
  queryCommand,
  probeCommand,
  exportCommand,
  migrateCommand,
  policyReportCommand,
  emulatorCommand,
  completionCommand,
];

/** The first words of commands that have two. */
export const groups: Groups = {};
