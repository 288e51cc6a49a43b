import { expect, it } from "vitest";
import { anthropic, openai, split, withEmulator } from "../emulator/with-emulator";
import { exported } from "./exported-program";

it("says whose order it is where the models are tried in it", async () => {
  const { call, settled, emulator } = await withEmulator();
  const config = {
    served_entities: [openai("gpt"), anthropic("claude")],
    traffic_config: split(["gpt", 100], ["claude", 0]),
  };
  for (const enabled of [true, false]) {
    const name = enabled ? "falls-back" : "does-not";
    await call("POST", "/api/2.0/serving-endpoints", {
      name,
      config,
      ai_gateway: { fallback_config: { enabled } },
    });
    await settled(name);
    const { said } = await exported(emulator, name);
    expect(said.includes("put the first to be tried first")).toBe(enabled);
  }
});
