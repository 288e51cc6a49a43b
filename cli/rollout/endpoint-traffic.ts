import { systemClock } from "../../provider/client/api/clock";
import type { Workspace } from "../../provider/client/workspace";
import { setShares } from "../../provider/plan/config-edits";
import { shareOf, type RemoteConfig } from "../../provider/plan/remote-config";
import type { Share } from "../../provider/resources/share-out";
import { StillUpdating } from "../../provider/lifecycle/endpoint/settle-config";
import { lookUpEndpoint } from "../../provider/lifecycle/endpoint/look-up-endpoint";
import { writeConfig } from "../../provider/lifecycle/shared-config/write-config";
import { CommandFailed } from "../kit/command-failed";
import type { Terminal } from "../kit/terminal";
import { sameShares, SharesMoved, type RoutedTraffic } from "./routed-traffic";

/** An update takes seconds for external models, and many minutes for models that the workspace serves itself. */
const LONGEST_UPDATE_MS = 30 * 60_000;

/** The traffic of an endpoint, which its routes share out. */
export function endpointTraffic(name: string, workspace: Workspace, terminal: Terminal): RoutedTraffic {
  const what = `endpoint ${JSON.stringify(name)}`;
  const clock = systemClock;
  const reporter = {
    progress: (message: string) => terminal.progress(message),
    info: (message: string) => terminal.say(message),
    warn: (message: string) => terminal.say(message),
  };
  return {
    what,
    name,
    part: "served model",

    async read() {
      const { serving } = await lookUpEndpoint(name, workspace);
      if (serving === undefined)
        throw new CommandFailed(`${what} serves nothing yet, so that it has no traffic.`);
      return sharesOf(serving);
    },

    async write(from, to) {
      const guard = ({ serving }: { serving: RemoteConfig | undefined }): void => {
        const now = serving === undefined ? [] : sharesOf(serving);
        if (!sameShares(now, from) && !sameShares(now, to)) throw new SharesMoved({ what }, now, from);
      };
      const write = { edit: setShares(name, to), force: false, expects: [], secrets: [], guard };
      try {
        await writeConfig(name, write, { workspace, clock, reporter }, clock.now() + LONGEST_UPDATE_MS);
      } catch (error) {
        if (!(error instanceof StillUpdating)) throw error;
        throw new CommandFailed(`${what} is still being updated. Run the same command again to go on.`);
      }
    },

    program(shares) {
      const routes = shares.map(
        ({ servedModelName, trafficPercentage }) =>
          `    { servedModelName: ${JSON.stringify(servedModelName)}, trafficPercentage: ${trafficPercentage} },\n`,
      );
      return `trafficConfig: {\n  routes: [\n${routes.join("")}  ],\n}\n`;
    },
  };
}

/** Without routes, the only model has all. */
function sharesOf(config: RemoteConfig): Share[] {
  const [only, ...more] = config.entities;
  if (only !== undefined && more.length === 0 && config.shares.length === 0)
    return [{ servedModelName: only.name, trafficPercentage: 100 }];
  return config.entities.map(({ name }) => ({
    servedModelName: name,
    trafficPercentage: shareOf(config, name),
  }));
}
