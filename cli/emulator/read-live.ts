import type { EmulatorOptions } from "../../emulator/index";
import { CalledWrongly } from "../kit/command-failed";

/**
 * Whether and how providers are called, by `--live` and `--live-host`.
 *
 * @throws CalledWrongly for a host that is no `host=address`
 */
export function readLive(live: boolean, given: readonly string[]): Pick<EmulatorOptions, "live"> {
  if (given.length > 0 && !live) throw new CalledWrongly("--live-host is for --live");
  if (!live) return {};
  const hosts = given.map((one) => {
    const [host = "", address = ""] = one.split(/=(.*)/s);
    if (host !== "" && /^https?:/.test(address) && URL.canParse(address)) return [host, address];
    throw new CalledWrongly(
      `--live-host is ${JSON.stringify(one)}; allowed: host=address, such as api.openai.com=http://127.0.0.1:11434`,
    );
  });
  return { live: { hosts: Object.fromEntries(hosts) as Record<string, string> } };
}
