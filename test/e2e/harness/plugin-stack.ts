import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import type { Emulator } from "../../../emulator/index";
import { PulumiStack, type StackOptions } from "./pulumi-stack";

/** Folder with the plugin's executable, as `npm install` brings it. */
export const PLUGIN = resolve(__dirname, "../../../plugin");

/** Text of `Pulumi.yaml` of a project that uses the plugin; `rest` is what follows, which may be a YAML program. */
export const pluginProject = (runtime: string, rest = ""): string =>
  `name: test\nruntime: ${runtime}\nplugins:\n  providers:\n    - name: databricks-serving\n      path: ${PLUGIN}\n${rest}`;

/** Text of a YAML program that uses the plugin; `body` begins with `resources:` or the like. */
export const yamlProgram = (body: string): string => pluginProject("yaml", body);

/** A stack with a YAML program that the plugin serves, signed in to an emulated workspace. */
export class YamlStack extends PulumiStack {
  constructor(body: string, emulator: Emulator, options: StackOptions = {}) {
    super("", {
      ...options,
      projectFile: yamlProgram(body),
      env: { DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token, ...options.env },
    });
  }

  /** Replaces the program. */
  override write(body: string): void {
    writeFileSync(join(this.folder, "Pulumi.yaml"), yamlProgram(body));
  }
}

/** The same for one test. */
export function yamlStackForTest(body: string, emulator: Emulator, options: StackOptions = {}): YamlStack {
  const stack = new YamlStack(body, emulator, options);
  onTestFinished(() => stack.dispose());
  return stack;
}
