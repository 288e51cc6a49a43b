import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import type { Emulator } from "../../../emulator/index";
import { PLUGIN } from "./plugin-stack";
import { PulumiStack } from "./pulumi-stack";

/** The plugin's executable, which `pulumi package` takes. */
export const EXECUTABLE = join(PLUGIN, "pulumi-resource-databricks-serving");

const REPOSITORY = resolve(__dirname, "../../..");

/** A project of files in which `node_modules/pulumi-databricks-serving` is this package, as after an `npm install` of it. */
export function projectWith(files: Readonly<Record<string, string>>, example?: string): string {
  const programs = join(REPOSITORY, ".tmp", "e2e");
  mkdirSync(programs, { recursive: true });
  const folder = mkdtempSync(join(programs, "sdk-"));
  if (example !== undefined) cpSync(join(REPOSITORY, "examples", example), folder, { recursive: true });
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(REPOSITORY, join(folder, "node_modules", "pulumi-databricks-serving"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** A stack of such a project, signed in to an emulated workspace; package managers keep the caches that they have. */
export function sdkStack(folder: string, projectFile: string, emulator: Emulator): PulumiStack {
  const caches = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const stack = new PulumiStack("", {
    folder,
    projectFile,
    env: {
      DATABRICKS_HOST: emulator.url,
      DATABRICKS_TOKEN: emulator.token,
      npm_config_cache: execFileSync("npm", ["config", "get", "cache"]).toString().trim(),
      npm_config_prefer_offline: "true",
      npm_config_audit: "false",
      npm_config_fund: "false",
      PIP_CACHE_DIR: join(caches, "pip"),
      PIP_DISABLE_PIP_VERSION_CHECK: "1",
    },
  });
  onTestFinished(() => stack.dispose());
  return stack;
}

/** Why no Python program can run here; empty where one can. */
export function withoutPython(): string {
  for (const [command, args] of [
    ["python3", ["-c", "import ensurepip, venv"]],
    ["pip3", ["--version"]],
  ] as const) {
    try {
      execFileSync(command, args, { stdio: "ignore" });
    } catch {
      return `${command} ${args.join(" ")} fails here`;
    }
  }
  return "";
}
