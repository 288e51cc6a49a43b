import { expect, test } from "vitest";
import type { Emulator } from "../../emulator/index";
import { arm, dealt, engineFaults, signInFaults, type RequestOf } from "./harness/engine-cells";
import type { Outcome } from "./harness/pulumi-stack";
import { gpt } from "./harness/programs";
import { byHand, emulatorForTest, stackForTest } from "./harness/with-stack";

const ENDPOINTS = "/api/2.0/serving-endpoints";

/** What a program says of its endpoints; another number changes every section. */
interface Said {
  readonly model: string;
  readonly tag: string;
  readonly calls: number;
  readonly mail: string;
  readonly level: string;
}

const FIRST: Said = { model: "gpt-5.4", tag: "1", calls: 10, mail: "a@example.com", level: "CAN_VIEW" };
const SECOND: Said = {
  model: "gpt-5.4-mini",
  tag: "2",
  calls: 20,
  mail: "b@example.com",
  level: "CAN_QUERY",
};

const program = (names: readonly string[], { model, tag, calls, mail, level }: Said) => `
  for (const name of ${JSON.stringify(names)}) {
    new s.ServingEndpoint(name, { name, preflight: false, config: { servedEntities: [${gpt("gpt", model)}] },
      tags: [{ key: "of", value: name }, { key: "tag", value: "${tag}" }],
      aiGateway: { rateLimits: [{ calls: ${calls}, renewalPeriod: "minute" }] },
      emailNotifications: { onUpdateFailure: ["${mail}"] },
      accessControlList: [{ groupName: "users", permissionLevel: "${level}" }] });
  }\n`;

/** What an endpoint is there, in the same terms; undefined where there is none. */
async function shown(emulator: Emulator, name: string): Promise<Said | undefined> {
  const endpoint = (await byHand(emulator, "GET", `${ENDPOINTS}/${name}`).catch(() => undefined)) as any;
  if (endpoint === undefined) return undefined;
  const { access_control_list: entries } = (await byHand(
    emulator,
    "GET",
    `/api/2.0/permissions/serving-endpoints/${endpoint.id}`,
  )) as any;
  const ofUsers = entries.find(({ group_name }: any) => group_name === "users");
  return {
    model: (endpoint.pending_config ?? endpoint.config)?.served_entities[0].external_model.name,
    tag: endpoint.tags?.find(({ key }: any) => key === "tag")?.value,
    calls: endpoint.ai_gateway?.rate_limits?.[0]?.calls,
    mail: endpoint.email_notifications?.on_update_failure?.[0],
    level: ofUsers?.all_permissions[0].permission_level,
  };
}

/** What a run says it has done with a resource. */
const saysDone = (output: string, name: string): boolean =>
  new RegExp(` ${name} (created|updated|deleted)\\b`).test(output);

test("whatever befalls a request, the engine is told success only of what is so, and two more runs reach what is declared", async () => {
  const emulator = await emulatorForTest();
  const updates: RequestOf[] = [
    (name) => ["PUT", `${ENDPOINTS}/${name}/config`],
    (name) => ["PATCH", `${ENDPOINTS}/${name}/tags`],
    (name) => ["PUT", `${ENDPOINTS}/${name}/ai-gateway`],
    (name) => ["PATCH", `${ENDPOINTS}/${name}/notifications`],
    (name) => ["GET", `${ENDPOINTS}/${name}`],
  ];
  const cells = dealt(updates, engineFaults);
  const names = cells.map(({ endpoint }) => endpoint);
  await byHand(emulator, "POST", ENDPOINTS, { name: "theirs" });
  const theirs = JSON.stringify(await byHand(emulator, "GET", `${ENDPOINTS}/theirs`));
  const stack = stackForTest(program(names, FIRST), emulator);

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
  const up = () => stack.up("--continue-on-error");

  // One kind of request for all of them: whichever endpoint comes, its create meets the next fault.
  arm(emulator, dealt([() => ["POST", ENDPOINTS]], engineFaults));
  await reaches(up, FIRST);
  arm(emulator, cells);
  stack.write(program(names, SECOND));
  await reaches(up, SECOND);
  expect((await stack.up()).output).toContain(`${names.length + 1} unchanged`);

  const idsOf = () => stack.resources().map(({ urn, outputs }) => [urn, outputs["endpointId"]]);
  const ids = idsOf();
  arm(emulator, dealt([(name) => ["GET", `${ENDPOINTS}/${name}`]], engineFaults));
  await stack.refresh();
  emulator.clearFaults();
  expect(idsOf()).toEqual(ids);
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);

  arm(emulator, dealt([(name) => ["DELETE", `${ENDPOINTS}/${name}`]], engineFaults));
  await reaches(() => stack.destroy("--continue-on-error"), undefined);
  expect(JSON.stringify(await byHand(emulator, "GET", `${ENDPOINTS}/theirs`))).toBe(theirs);
}, 600_000);

test.each(signInFaults.map((fault) => [fault.name, fault] as const))(
  "a sign-in that ends as %s in the middle of an update leaves nothing half done for ever",
  async (_name, fault) => {
    const emulator = await emulatorForTest();
    const stack = stackForTest(program(["e00"], FIRST), emulator);
    expect((await stack.up()).code).toBe(0);
    stack.write(program(["e00"], SECOND));
    arm(emulator, [{ endpoint: "e00", method: "PUT", path: `${ENDPOINTS}/e00/config`, fault }]);
    const { code } = await stack.up();
    if (code === 0) expect(await shown(emulator, "e00")).toEqual(SECOND);
    expect((await stack.up()).code).toBe(0);
    expect(await shown(emulator, "e00")).toEqual(SECOND);
  },
);
