import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openai, withEmulator } from "../emulator/with-emulator";
import { goProgram, run } from "./with-go-program";

test("the databricks command line makes, shows, queries and deletes an endpoint, and deploys a bundle", async (context) => {
  const program = await goProgram("github.com/databricks/cli@latest", "cli", context);
  const { emulator, call } = await withEmulator({ switches: { entityOrder: "as-sent" } });
  const folder = mkdtempSync(join(tmpdir(), "databricks-cli-"));
  const databricks = async (...args: string[]): Promise<any> => {
    const { stdout } = await run(program, [...args, "--output", "json"], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        DATABRICKS_HOST: emulator.url,
        DATABRICKS_TOKEN: emulator.token,
        DATABRICKS_BUNDLE_ENGINE: "direct",
      },
    });
    return stdout.trim() === "" ? undefined : JSON.parse(stdout);
  };
  const endpoint = { name: "chat", config: { served_entities: [openai()] } };
  const made = await databricks("serving-endpoints", "create", "--json", JSON.stringify(endpoint));
  expect(made).toMatchObject({ name: "chat", state: { ready: "READY" } });
  expect((await databricks("serving-endpoints", "list")).map((one: any) => one.name)).toEqual(["chat"]);
  const messages = [{ role: "user", content: "hello" }];
  const answer = await databricks(
    "serving-endpoints",
    "query",
    "chat",
    "--json",
    JSON.stringify({ messages }),
  );
  expect(answer.choices[0].message.content).toContain("hello");
  await databricks("serving-endpoints", "delete", "chat");

  const bundle = {
    bundle: { name: "demo" },
    targets: { dev: { default: true } },
    resources: {
      model_serving_endpoints: {
        chat: { name: "bundled", config: endpoint.config, tags: [{ key: "team", value: "ml" }] },
      },
    },
  };
  writeFileSync(join(folder, "databricks.yml"), JSON.stringify(bundle));
  await databricks("bundle", "deploy");
  const deployed = (await call("GET", "/api/2.0/serving-endpoints/bundled")).body;
  expect(deployed).toMatchObject({ state: { ready: "READY" }, tags: [{ key: "team", value: "ml" }] });
  emulator.journal.clear();
  await databricks("bundle", "deploy");
  const writes = emulator.journal
    .entries()
    .filter(({ method, path }) => method !== "GET" && path.includes("serving-endpoints"));
  expect(writes).toEqual([]);
  await databricks("bundle", "destroy", "--auto-approve");
  expect((await call("GET", "/api/2.0/serving-endpoints/bundled")).status).toBe(404);
});
