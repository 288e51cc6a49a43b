import type { Fields } from "../../provider/schema/plain-object";
import { gpt, serving } from "../lifecycle/programs";
import type { Bench } from "../lifecycle/with-lifecycle";
import { made } from "./made-by-hand";
import type { Scenario } from "./scenario";
import type { Declared } from "./stand-in-engine";

const limit = (calls: number): Fields => ({
  rateLimits: [{ calls, key: "endpoint", renewalPeriod: "minute" }],
});

const may = (permissionLevel: string): Fields => ({
  accessControlList: [{ groupName: "users", permissionLevel }],
});

const gateway = (settings: Fields, more: Partial<Declared> = {}): Declared => ({
  type: "EndpointGateway",
  name: "governed",
  inputs: { endpoint: "theirs", ...settings },
  deleteBeforeReplace: true,
  ...more,
});

/** Endpoints of another team, one with limits of its own. */
async function theirs(bench: Bench): Promise<void> {
  await made(bench, "theirs", serving(gpt()), { aiGateway: limit(7) });
  await made(bench, "elsewhere", serving(gpt()), { aiGateway: limit(9) });
}

const both = { aiGateway: limit(3), ...may("CAN_QUERY") };

/** The life of the gateway of an endpoint that somebody else owns. */
export const gatewayScenarios: readonly Scenario[] = [
  { name: "govern", others: theirs, step: "up", program: [gateway(both)] },
  {
    name: "update what is governed",
    others: theirs,
    before: [gateway(both)],
    step: "up",
    program: [gateway({ aiGateway: limit(2), ...may("CAN_VIEW") })],
  },
  {
    name: "govern less",
    others: theirs,
    before: [gateway(both)],
    step: "up",
    program: [gateway(may("CAN_QUERY"))],
  },
  {
    name: "govern another endpoint",
    others: theirs,
    before: [gateway(both)],
    step: "up",
    program: [gateway({ ...both, endpoint: "elsewhere" })],
  },
  {
    name: "replace a gateway by force",
    others: theirs,
    before: [gateway(both)],
    meanwhile: (_bench, engine) => engine.taint("governed"),
    step: "up",
    program: [gateway(both)],
  },
  {
    name: "rename a gateway in the program",
    others: theirs,
    before: [gateway(both)],
    step: "up",
    program: [gateway(both, { name: "renamed" })],
  },
  {
    name: "refresh a gateway",
    others: theirs,
    before: [gateway(both)],
    step: "refresh",
    program: [gateway(both)],
  },
  { name: "govern no more", others: theirs, before: [gateway(both)], step: "destroy", program: [] },
];
