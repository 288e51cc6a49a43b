import { onTestFinished, test, expect } from "vitest";
import { endpoint, gpt } from "./harness/programs";
import { postgresFolder, startPostgres } from "./harness/postgres-for-test";
import { byHand, emulatorForTest, stackForTest, writes } from "./harness/with-stack";

const folder = postgresFolder();

test.skipIf(folder === undefined)(
  `a team that keeps its state in PostgreSQL shares a stack, and of two who run at once nobody loses anything${
    folder === undefined ? " (skipped: PostgreSQL is not installed here)" : ""
  }`,
  async () => {
    const postgres = await startPostgres(folder ?? "");
    onTestFinished(() => postgres.stop());
    const emulator = await emulatorForTest({ switches: { updateDelayMs: 3000 } });
    const env = { PULUMI_BACKEND_URL: postgres.url };
    const first = stackForTest(endpoint([gpt()]), emulator, { env });
    const second = stackForTest(endpoint([gpt()]), emulator, { env });
    expect((await first.up()).output).toContain("assistant created");
    expect((await second.up()).output).toContain("2 unchanged");

    const changed = endpoint([gpt("gpt", "gpt-5.4-mini")], 'tags: [{ key: "a", value: "1" }]');
    first.write(changed);
    second.write(changed);
    emulator.journal.clear();
    const racing = first.start("up", "--yes", "--skip-preview");
    await expect.poll(() => writes(emulator).length, { timeout: 60_000 }).toBeGreaterThan(0);
    const late = await second.up();
    const early = await racing.outcome;
    expect(early.code).toBe(0);
    if (late.code !== 0) expect(late.output).toMatch(/lock/);
    expect(writes(emulator).filter((request) => request.startsWith("PUT"))).toHaveLength(1);

    expect((await second.up()).output).toContain("2 unchanged");
    expect((await second.refresh("--expect-no-changes")).code).toBe(0);
    expect(await byHand(emulator, "GET", "/api/2.0/serving-endpoints/assistant")).toMatchObject({
      tags: [{ key: "a", value: "1" }],
      config: { served_entities: [{ external_model: { name: "gpt-5.4-mini" } }] },
    });
    expect((await second.destroy()).code).toBe(0);
    expect(writes(emulator).at(-1)).toBe("DELETE …/assistant");
  },
);
