import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator/index";
import { systemClock } from "../../provider/client/api/clock";
import { pluginHost } from "../../provider/pulumi/plugin/plugin-host";
import type { ResourceType } from "../../provider/registered-resources";
import { byHandIn, type ByHand } from "../contract/by-hand";
import { pluginClient, type PluginClient } from "./plugin-client";

/** A plugin as its process serves it, an emulated workspace, and what was said on the lines of resources. */
export interface ServedPlugin {
  readonly plugin: PluginClient;
  readonly emulator: Emulator;
  readonly said: string[];
  /** Calls the API as somebody else does. */
  readonly byHand: ByHand;
}

export interface ServedOptions {
  readonly switches?: EmulatorOptions["switches"];
  /** Environment of the plugin. Default: one that signs in to the emulated workspace. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Whether values that are secret come as `Secret`. */
  readonly marked?: boolean;
}

/** Serves the plugin for one test. */
export async function pluginForTest({
  switches,
  environment,
  marked,
}: ServedOptions = {}): Promise<ServedPlugin> {
  const emulator = await startEmulator({
    switches: { updateDelayMs: 0, entityOrder: "by-name", ...switches },
  });
  const records = mkdtempSync(join(tmpdir(), "plugin-"));
  vi.stubEnv("XDG_STATE_HOME", records);
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const plugin = await pluginClient(
    pluginHost({
      environment: environment ?? { DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token },
      clock: systemClock,
      reporterFor: () => ({ progress: () => {}, info: say, warn: say }),
      attach: () => {},
    }),
    marked,
  );
  onTestFinished(async () => {
    await plugin.end();
    await emulator.close();
    vi.unstubAllEnvs();
    rmSync(records, { recursive: true, force: true });
  });
  const byHand = byHandIn(emulator);
  await byHand("POST", "/api/2.0/secrets/scopes/create", { scope: "keys" });
  await byHand("POST", "/api/2.0/secrets/put", {
    scope: "keys",
    key: "openai",
    string_value: "upstream-openai",
  });
  emulator.journal.clear();
  return { plugin, emulator, said, byHand };
}

/** The URN of a resource called `it`. */
export const urnOf = (type: ResourceType, name = "it"): string =>
  `urn:pulumi:dev::test::databricks-serving:index:${type}::${name}`;
