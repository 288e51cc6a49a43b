import type { Workspace } from "../../provider/client/workspace";
import { CommandFailed } from "../kit/command-failed";
import { readMetrics, type Sample } from "./read-metrics";
import type { RequestCounter } from "./request-counts";

const REQUESTS = "request_count_total";
const ERRORS = ["request_4xx_count_total", "request_5xx_count_total"];
const MINUTE_MS = 60_000;

/** Labels that say which model of an endpoint a number is about. */
const MODEL_LABEL = /^served_/;

/**
 * Counts by what an endpoint exports as metrics. Workspaces have been seen to export numbers of the last minute, as gauges
 * with the minute's timestamp; counters are counted by their difference.
 *
 * @see https://docs.databricks.com/aws/en/machine-learning/model-serving/metrics-export-serving-endpoint
 */
export function metricsCounter(
  endpoint: string,
  model: string,
  { http }: Workspace,
  now: () => number = Date.now,
): RequestCounter {
  let tallies: { requests: Tally; errors: Tally } | undefined;

  async function look(): Promise<Sample[]> {
    const path = `/api/2.0/serving-endpoints/${encodeURIComponent(endpoint)}/metrics`;
    const { text } = await http.request("GET", path, { accept: "text/plain" });
    const samples = readMetrics(text).filter(({ name }) => [REQUESTS, ...ERRORS].includes(name));
    if (samples.some(({ labels }) => Object.keys(labels).some((label) => MODEL_LABEL.test(label))))
      return samples.filter(({ labels }) =>
        Object.entries(labels).some(([label, value]) => MODEL_LABEL.test(label) && value === model),
      );
    throw new CommandFailed(
      `The metrics of endpoint ${JSON.stringify(endpoint)} do not tell its models apart. Give --warehouse, and usage tracking ` +
        "tells who answered what.",
    );
  }

  return {
    source: "the metrics of the endpoint",
    async begin() {
      const samples = await look();
      tallies = { requests: new Tally([REQUESTS], now()), errors: new Tally(ERRORS, now()) };
      for (const tally of Object.values(tallies)) tally.begin(samples);
    },
    async sinceBegin() {
      const samples = await look();
      const counted = tallies ?? { requests: new Tally([REQUESTS], now()), errors: new Tally(ERRORS, now()) };
      tallies = counted;
      return {
        requests: counted.requests.add(samples, now()),
        errors: counted.errors.add(samples, now()),
      };
    },
  };
}

/** The sum of some metrics since a moment. */
class Tally {
  /** What counters showed last, by name and labels; a smaller number is a counter that began anew. */
  private readonly last = new Map<string, number>();
  private counted = 0;
  /** Numbers of single minutes, by name, labels and minute. */
  private readonly minutes = new Map<string, number>();

  constructor(
    private readonly names: readonly string[],
    private readonly beganAt: number,
  ) {}

  begin(samples: readonly Sample[]): void {
    for (const { name, key, counter, value } of samples)
      if (counter && this.names.includes(name)) this.last.set(key, value);
  }

  add(samples: readonly Sample[], now: number): number {
    for (const { name, key, counter, value, at = now } of samples) {
      if (!this.names.includes(name)) continue;
      if (counter) {
        const before = this.last.get(key) ?? 0;
        this.counted += value >= before ? value - before : value;
        this.last.set(key, value);
      } else if (at > this.beganAt) {
        const minute = `${key} ${Math.floor(at / MINUTE_MS)}`;
        this.minutes.set(minute, Math.max(value, this.minutes.get(minute) ?? 0));
      }
    }
    return this.counted + [...this.minutes.values()].reduce((sum, value) => sum + value, 0);
  }
}
