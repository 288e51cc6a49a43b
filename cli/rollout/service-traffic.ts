import { ApiError } from "../../provider/client/api/api-error";
import { systemClock } from "../../provider/client/api/clock";
import type { SeenService } from "../../provider/client/unity-catalog/services-client";
import type { Workspace } from "../../provider/client/workspace";
import type { ModelServiceInputs } from "../../provider/resources/model-service";
import type { Share } from "../../provider/resources/share-out";
import { nearestNames } from "../../provider/text/nearest-names";
import { CommandFailed } from "../kit/command-failed";
import { sameShares, SharesMoved, type RoutedTraffic } from "./routed-traffic";

/** How often a write is made anew because somebody changed something else of the service, or its fate is not known. */
const ROUNDS = 5;
const PAUSE_MS = 500;
const MASKS = ["config.routing.destinations"];

type Seen = SeenService<ModelServiceInputs>;
type Destination = ModelServiceInputs["config"]["routing"]["destinations"][number];

/** The traffic of a model service, which its destinations share out. */
export function serviceTraffic(fullName: string, { modelServices, host }: Workspace): RoutedTraffic {
  const what = `model service ${JSON.stringify(fullName)}`;

  async function look(): Promise<Seen> {
    const seen = await modelServices.get(fullName);
    if (seen !== undefined) return seen;
    const parent = `schemas/${fullName.slice(0, fullName.lastIndexOf("."))}`;
    const there = await modelServices.list(parent).catch(() => []);
    const near = nearestNames(
      fullName,
      there.map((one) => one.fullName),
    );
    const meant =
      near.length === 0 ? "" : ` Did you mean ${near.map((one) => JSON.stringify(one)).join(" or ")}?`;
    throw new CommandFailed(`There is no ${what} on ${host}.${meant}`);
  }

  return {
    what,
    name: fullName,
    part: "destination",
    read: async () => sharesOf(await look()),

    async write(from, to) {
      for (let round = 1; ; round++) {
        const seen = await look();
        const now = sharesOf(seen);
        if (sameShares(now, to)) return;
        if (!sameShares(now, from)) throw new SharesMoved({ what }, now, from);
        try {
          await modelServices.patch(fullName, {
            inputs: withShares(seen, to),
            masks: MASKS,
            etag: seen.answers.etag,
          });
          return;
        } catch (error) {
          // A conflict is a change of something else, or of the shares; what was lost shows when we look again.
          const again =
            error instanceof ApiError && (error.category === "conflict" || error.fate === "unknown");
          if (!again || round === ROUNDS) throw error;
          await systemClock.sleep(PAUSE_MS * round);
        }
      }
    },

    program(shares) {
      const lines = shares.map(
        ({ servedModelName, trafficPercentage }) =>
          `    { name: ${JSON.stringify(servedModelName)}, trafficPercentage: ${trafficPercentage}, … },\n`,
      );
      return `routing: {\n  destinations: [\n${lines.join("")}  ],\n}\n`;
    },
  };
}

const destinationsOf = ({ inputs }: Seen): readonly Destination[] =>
  inputs.config?.routing.destinations ?? [];

/** One destination alone has all, whatever it says. */
function sharesOf(seen: Seen): Share[] {
  const destinations = destinationsOf(seen);
  return destinations.map(({ name, trafficPercentage }) => ({
    servedModelName: name,
    trafficPercentage: trafficPercentage ?? (destinations.length === 1 ? 100 : 0),
  }));
}

function withShares({ inputs }: Seen, shares: readonly Share[]): ModelServiceInputs {
  const { config } = inputs;
  if (config === undefined) throw new CommandFailed("The API shows no config of the model service.");
  const destinations = config.routing.destinations.map((destination) => ({
    ...destination,
    trafficPercentage:
      shares.find(({ servedModelName }) => servedModelName === destination.name)?.trafficPercentage ?? 0,
  }));
  return {
    ...inputs,
    config: { ...config, routing: { ...config.routing, destinations } },
  } as ModelServiceInputs;
}
