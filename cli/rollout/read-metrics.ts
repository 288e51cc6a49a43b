/** One number of an exposition. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Name and labels as one text. */
  readonly key: string;
  readonly value: number;
  /** Milliseconds since 1970, where it is said. */
  readonly at?: number;
  /** Whether it only ever grows. */
  readonly counter: boolean;
}

const LINE = /^([a-zA-Z_:][\w:]*)(\{.*\})?\s+(\S+)(?:\s+(\d+(?:\.\d+)?))?(?:\s+#.*)?$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
/** Timestamps below this are in seconds, as OpenMetrics has them. */
const SECONDS = 100_000_000_000;

/**
 * Reads metrics in Prometheus' text format, or in OpenMetrics'.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function readMetrics(text: string): Sample[] {
  const types = new Map<string, string>();
  return text.split("\n").flatMap((line): Sample[] => {
    const [, typed, type] = /^#\s*TYPE\s+(\S+)\s+(\S+)/.exec(line) ?? [];
    if (typed !== undefined && type !== undefined) types.set(typed, type);
    const [, name, labels = "", number, time] = line.startsWith("#") ? [] : (LINE.exec(line.trim()) ?? []);
    if (name === undefined || number === undefined || !Number.isFinite(Number(number))) return [];
    const at = time === undefined ? undefined : Number(time) < SECONDS ? Number(time) * 1000 : Number(time);
    return [
      {
        name,
        labels: Object.fromEntries(
          [...labels.matchAll(LABEL)].map(([, label = "", value = ""]) => [
            label,
            value.replaceAll(/\\(.)/g, "$1"),
          ]),
        ),
        key: name + labels,
        value: Number(number),
        ...(at === undefined ? {} : { at }),
        // OpenMetrics names the family of a counter without its ending.
        counter: (types.get(name) ?? types.get(name.replace(/_total$/, ""))) === "counter",
      },
    ];
  });
}
