import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent } from "undici";
import { expect, onTestFinished, test } from "vitest";
import type { FaultAction } from "../../emulator/index";
import { createRecordsIn } from "../../provider/lifecycle/create-records";
import { ManagedResource } from "./managed-resource";
import { gpt, key, serving } from "./programs";
import { benchForTest, type Bench } from "./with-lifecycle";

const model = {
  endpoint: "shared",
  servedModelName: "extra",
  provider: "openai",
  name: "gpt-5.4",
  task: "llm/v1/chat",
  openaiConfig: { openaiApiKey: key("openai") },
};

const status = (code: number, errorCode: string): FaultAction => ({
  kind: "status",
  status: code,
  errorCode,
});

/** A stack whose records of begun creates are files, as they are on a user's machine. */
function withFiles(bench: Bench): { stack: Bench; files: () => string[] } {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-databricks-serving-records-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const records = createRecordsIn(folder, bench.clock.now, (message) => expect.fail(message));
  return {
    stack: { ...bench, operation: (urn) => ({ ...bench.operation(urn), createRecords: records }) },
    files: () => (existsSync(folder) ? readdirSync(folder) : []),
  };
}

test.each<[string, string, FaultAction]>([
  ["404", "GET", status(404, "RESOURCE_DOES_NOT_EXIST")],
  ["401", "GET", status(401, "UNAUTHENTICATED")],
  ["403 to the look", "GET", status(403, "PERMISSION_DENIED")],
  ["403 to the update", "PUT", status(403, "PERMISSION_DENIED")],
  ["400 to the update", "PUT", status(400, "INVALID_PARAMETER_VALUE")],
])(
  "an attach that fails with %s leaves no record by which the next run would take another's model",
  async (_, method, action) => {
    const bench = await benchForTest();
    await bench.endpoint("shared").up({ ...serving(gpt()), allowAttachedModels: true });
    const { stack, files } = withFiles(bench);
    bench.emulator.addFault({ method, path: "/api/2.0/serving-endpoints/shared*", action, times: 100 });
    await expect(new ManagedResource("extra", stack, "ExternalModel").up(model)).rejects.toThrow();
    expect(files()).toEqual([]);

    bench.emulator.clearFaults();
    bench.newRun();
    await bench.model("theirs").up(model);
    bench.newRun();
    bench.writes();
    const again = new ManagedResource("extra", stack, "ExternalModel");
    await expect(again.up(model)).rejects.toThrow('already serves a model named "extra"');
    expect(bench.writes()).toEqual([]);
    expect(files()).toEqual([]);
  },
);

test("an attach to which nothing answers leaves no record either, and the next run makes its model", async () => {
  let isThere = true;
  // Nothing listens on port 1, so that the refusal is the system's own.
  const dispatcher = new Agent().compose(
    (dispatch) => (options, handler) =>
      dispatch(isThere ? options : { ...options, origin: "http://127.0.0.1:1" }, handler),
  );
  onTestFinished(() => dispatcher.close());
  const bench = await benchForTest({ dispatcher });
  await bench.endpoint("shared").up({ ...serving(gpt()), allowAttachedModels: true });
  const { stack, files } = withFiles(bench);
  bench.newRun();
  isThere = false;
  await expect(new ManagedResource("extra", stack, "ExternalModel").up(model)).rejects.toThrow(
    "Nothing was sent",
  );
  expect(files()).toEqual([]);
  isThere = true;
  bench.newRun();
  const again = new ManagedResource("extra", stack, "ExternalModel");
  await again.up(model);
  expect(again.diff(model).changes).toBe(false);
});

test("an attach whose reply never comes leaves a record, and the next run goes on with its own model", async () => {
  const bench = await benchForTest();
  await bench.endpoint("shared").up({ ...serving(gpt()), allowAttachedModels: true });
  const { stack, files } = withFiles(bench);
  const action: FaultAction = { kind: "status", status: 502, commit: true };
  const path = "/api/2.0/serving-endpoints/shared/config";
  bench.emulator.addFault({ method: "PUT", path, action });
  // Nor can anybody look afterwards.
  const look = "/api/2.0/serving-endpoints/shared";
  bench.emulator.addFault({
    method: "GET",
    path: look,
    after: 1,
    times: 100,
    action: { kind: "status", status: 502 },
  });
  await expect(new ManagedResource("extra", stack, "ExternalModel").up(model)).rejects.toThrow();
  expect(files()).toHaveLength(1);
  bench.emulator.clearFaults();
  bench.newRun();
  await new ManagedResource("extra", stack, "ExternalModel").up(model);
});
