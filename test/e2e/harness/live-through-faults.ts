import { expect } from "vitest";
import type { FaultKind } from "../../exhaustion/fault-kinds";
import { ENDPOINTS, endpointsOf, FIRST, SECOND, shown, type Said } from "./endpoint-sections";
import { arm, dealt, type RequestOf } from "./engine-cells";
import type { Outcome } from "./pulumi-stack";
import { byHand, emulatorForTest, stackForTest } from "./with-stack";

/** What a run says it has done with a resource. */
const saysDone = (output: string, name: string): boolean =>
  new RegExp(` ${name} (created|updated|deleted)\\b`).test(output);

/**
 * Lets each fault befall an endpoint of its own: its create, then one of its updates, its refresh and its delete. Holds that the
 * engine is told success only of what is so, and that two more runs reach what is declared.
 *
 * @param flags of each run that a fault may befall
 */
export async function liveThroughFaults(faults: readonly FaultKind[], ...flags: string[]): Promise<void> {
  const emulator = await emulatorForTest();
  const updates: RequestOf[] = [
    (name) => ["PUT", `${ENDPOINTS}/${name}/config`],
    (name) => ["PATCH", `${ENDPOINTS}/${name}/tags`],
    (name) => ["PUT", `${ENDPOINTS}/${name}/ai-gateway`],
    (name) => ["PATCH", `${ENDPOINTS}/${name}/notifications`],
    (name) => ["GET", `${ENDPOINTS}/${name}`],
  ];
  const cells = dealt(updates, faults);
  const names = cells.map(({ endpoint }) => endpoint);
  await byHand(emulator, "POST", ENDPOINTS, { name: "theirs" });
  const theirs = JSON.stringify(await byHand(emulator, "GET", `${ENDPOINTS}/theirs`));
  const stack = stackForTest(endpointsOf(names, FIRST), emulator);

  /** Nothing that a run says is done may be otherwise there; what it leaves open, the next two do. */
  const reaches = async (run: () => Promise<Outcome>, wanted: Said | undefined): Promise<void> => {
    for (let runs = 0; runs < 3; runs++) {
      const { code, output } = await run();
      emulator.clearFaults();
      const lacking: string[] = [];
      for (const { endpoint, fault, method } of cells) {
        const there = await shown(emulator, endpoint);
        if (JSON.stringify(there) === JSON.stringify(wanted)) continue;
        lacking.push(endpoint);
        if (code === 0 || saysDone(output, endpoint)) {
          throw new Error(
            `says done, but ${endpoint} (${method}, ${fault.name}) is ${JSON.stringify(there)}\n${output}`,
          );
        }
      }
      if (code === 0 && lacking.length === 0) return;
      if (runs === 2) throw new Error(`never reached: ${lacking.join(", ")}\n${output}`);
    }
  };
  const up = () => stack.up("--continue-on-error", ...flags);

  // One kind of request for all of them: whichever endpoint comes, its create meets the next fault.
  arm(emulator, dealt([() => ["POST", ENDPOINTS]], faults));
  await reaches(up, FIRST);
  arm(emulator, cells);
  stack.write(endpointsOf(names, SECOND));
  await reaches(up, SECOND);
  expect((await stack.up()).output).toContain(`${names.length + 1} unchanged`);

  const idsOf = () => stack.resources().map(({ urn, outputs }) => [urn, outputs["endpointId"]]);
  const ids = idsOf();
  arm(emulator, dealt([(name) => ["GET", `${ENDPOINTS}/${name}`]], faults));
  await stack.refresh(...flags);
  emulator.clearFaults();
  expect(idsOf()).toEqual(ids);
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);

  arm(emulator, dealt([(name) => ["DELETE", `${ENDPOINTS}/${name}`]], faults));
  await reaches(() => stack.destroy("--continue-on-error", ...flags), undefined);
  expect(JSON.stringify(await byHand(emulator, "GET", `${ENDPOINTS}/theirs`))).toBe(theirs);
}
