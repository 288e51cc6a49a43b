import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { byHand, emulatorForTest, stackForTest } from "./harness/with-stack";
import { endpoint, gpt } from "./harness/programs";

const ROUNDS = 20;

const attached = (name: string): string =>
  `new s.ExternalModel("model", { endpoint: "assistant", servedModelName: "${name}", provider: "openai", name: "gpt-5.4",
     task: "llm/v1/chat", openaiConfig: { openaiApiKey: s.secretRef("keys", "openai") } });\n`;

test(
  `two stacks that attach and detach at the same moment lose nothing, ${ROUNDS} times over`,
  { timeout: 600_000 },
  async () => {
    const emulator = await emulatorForTest({ switches: { updateDelayMs: 300 } });
    const owner = stackForTest(endpoint([gpt()], "allowAttachedModels: true"), emulator);
    await owner.up();
    const teams = ["a", "b"].map((team) => ({
      team,
      stack: stackForTest(attached(`${team}-start`), emulator, { project: team }),
    }));
    for (let round = 0; round < ROUNDS; round++) {
      emulator.clearFaults();
      emulator.journal.clear();
      for (let request = 0; request < 6; request++) {
        emulator.addFault({
          path: "/api/2.0/serving-endpoints/assistant*",
          after: request,
          action: { kind: "delay", ms: Math.floor(Math.random() * 250) },
        });
      }
      const outcomes = await Promise.all(
        teams.map(async ({ team, stack }) => {
          stack.write(attached(`${team}-${round}`));
          await sleep(Math.random() * 300);
          return stack.up();
        }),
      );
      for (const { code, output } of outcomes) expect(code, output).toBe(0);
      const { config } = (await byHand(emulator, "GET", "/api/2.0/serving-endpoints/assistant")) as {
        config: {
          served_entities: { name: string }[];
          traffic_config: { routes: { served_model_name: string; traffic_percentage: number }[] };
        };
      };
      expect(
        config.served_entities.map(({ name }) => name).sort(),
        JSON.stringify(emulator.journal.entries()),
      ).toEqual([`a-${round}`, `b-${round}`, "gpt"]);
      expect(
        config.traffic_config.routes.find((route) => route.served_model_name === "gpt")?.traffic_percentage,
      ).toBe(100);
    }
  },
);
