/** How long the roll-out of a config usually takes. */
interface UsualRollout {
  /** What is rolled out, for people. */
  readonly of: string;
  /** The longer end of what is usual, in seconds. */
  readonly seconds: number;
  /** The same for people, with the shorter end. */
  readonly text: string;
  readonly source: string;
}

/** Usual roll-outs, by what an endpoint serves. */
export const usualRollouts = {
  external: {
    of: "external models",
    seconds: 60,
    text: "less than a minute",
    source: "seen in public issues: external endpoints become READY within tens of seconds",
  },
  compute: {
    of: "models on compute",
    seconds: 20 * 60,
    text: "5 to 20 minutes",
    source:
      "https://docs.databricks.com/aws/en/machine-learning/model-serving/create-manage-serving-endpoints",
  },
} as const satisfies Record<string, UsualRollout>;
