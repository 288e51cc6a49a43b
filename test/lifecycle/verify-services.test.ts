import { expect, test } from "vitest";
import { assistant, openai, to } from "./services";
import { benchForTest } from "./with-lifecycle";

test("a fallback that does not answer fails verification, and the service is kept and verified again", async () => {
  const bench = await benchForTest();
  await bench.providerService("openai").up(openai());
  const service = bench.modelService("assistant");
  const inputs = assistant(
    { destinations: [to("gpt")], fallback: { destinations: [to("older", "gpt-4o")] } },
    {},
    { verify: true },
  );
  bench.emulator.set({ brokenModels: { "gpt-4o": { status: 400, message: "no such model" } } });
  await expect(service.up(inputs)).rejects.toThrow("older does not answer");
  expect(service.outputs["fullName"]).toBe("main.ai.assistant");
  bench.emulator.set({ brokenModels: {} });
  expect(await service.up(inputs)).toBe("update");
  expect(await service.up(inputs)).toBe("same");
});
