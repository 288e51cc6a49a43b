import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { findPulumi } from "../stack/find-pulumi";
import { EventReader } from "./read-events";
import type { PreviewOutcome } from "./policy-finding";

/** What to preview, and with which packs. */
export interface PreviewRequest {
  /** Folder of the project. */
  cwd: string;
  stack: string | undefined;
  /** Folders of policy packs, each with the file of its configuration, or an empty text for none. */
  packs: { folder: string; config: string }[];
  /** Further arguments for `pulumi preview`. */
  more: readonly string[];
  environment: NodeJS.ProcessEnv;
}

/**
 * Runs `pulumi preview` and gathers what its policies say. The engine's events come over a pipe and are never written
 * to disk, because they carry secrets.
 *
 * @throws CommandFailed where there is no Pulumi CLI
 */
export async function runPreview(request: PreviewRequest): Promise<PreviewOutcome> {
  const { cwd, stack, packs, more, environment } = request;
  const args = ["preview", "--json", "--non-interactive", "--color", "never"];
  if (stack !== undefined) args.push("--stack", stack);
  for (const { folder, config } of packs) args.push("--policy-pack", folder, "--policy-pack-config", config);
  const child = spawn(findPulumi(environment), [...args, ...more], {
    cwd,
    env: {
      ...environment,
      PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
      // A report has each finding by itself, whoever else it stands for.
      DATABRICKS_SERVING_POLICY_VERBOSE: "true",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number>((done, fail) => {
    child.once("error", fail);
    child.once("close", (code) => done(code ?? -1));
  });
  const reader = new EventReader();
  createInterface({ input: child.stdout }).on("line", (line) => reader.read(line));
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  const code = await ended;
  const { outcome } = reader;
  if (!outcome.complete)
    outcome.errors.push(complaint.trim() || `pulumi preview ended with exit code ${code}`);
  return outcome;
}
