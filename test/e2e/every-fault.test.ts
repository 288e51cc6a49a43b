import { expect, test } from "vitest";
import { ENDPOINTS, endpointsOf, FIRST, SECOND, shown } from "./harness/endpoint-sections";
import { arm, engineFaults, signInFaults } from "./harness/engine-cells";
import { liveThroughFaults } from "./harness/live-through-faults";
import { emulatorForTest, stackForTest } from "./harness/with-stack";

test(
  "whatever befalls a request, the engine is told success only of what is so, and two more runs reach what is declared",
  () => liveThroughFaults(engineFaults),
  600_000,
);

test.each(signInFaults.map((fault) => [fault.name, fault] as const))(
  "a sign-in that ends as %s in the middle of an update leaves nothing half done for ever",
  async (_name, fault) => {
    const emulator = await emulatorForTest();
    const stack = stackForTest(endpointsOf(["e00"], FIRST), emulator);
    expect((await stack.up()).code).toBe(0);
    stack.write(endpointsOf(["e00"], SECOND));
    arm(emulator, [{ endpoint: "e00", method: "PUT", path: `${ENDPOINTS}/e00/config`, fault }]);
    const { code } = await stack.up();
    if (code === 0) expect(await shown(emulator, "e00")).toEqual(SECOND);
    expect((await stack.up()).code).toBe(0);
    expect(await shown(emulator, "e00")).toEqual(SECOND);
  },
);
