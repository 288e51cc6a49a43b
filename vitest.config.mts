import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes minutes and asks nothing of Node.js itself: `npm test` runs it, the run on another Node.js does without. */
const sameOnEveryNode = [
  "test/exhaustion/**",
  "test/emulator/clients/**",
  "test/e2e/every-fault*",
  "test/e2e/canaries*",
  "test/e2e/plugin-python*",
  "test/e2e/plugin-package-add*",
];

const exclude = [
  ...configDefaults.exclude,
  "**/programs/**",
  "**/fixtures/**",
  ...(process.env["ANOTHER_NODE"] === undefined ? [] : sameOnEveryNode),
];

/** Files that take a minute or more; begun last, they would run alone while the other worker has nothing to do. */
const LONG =
  /test\/(exhaustion|contract|package\/(installed-package|layouts)|e2e\/(docs|examples|every-fault|kills))/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return [...usual.filter(isLong), ...usual.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.{ts,mjs}"],
          exclude: [...exclude, "test/e2e/**", "test/long/**"],
          testTimeout: 10_000,
        },
      },
      {
        test: {
          // `npm run test:long`: what takes minutes, or shows in many requests alone.
          name: "long",
          include: ["test/long/**/*.test.{ts,mjs}"],
          exclude,
          globalSetup: ["tools/test/e2e-set-up.mjs"],
          maxWorkers: 2,
          testTimeout: 1_800_000,
          hookTimeout: 1_800_000,
          sequence: { groupOrder: 2 },
          // What is left in memory can be told from what nobody has collected yet.
          pool: "forks",
          execArgv: ["--expose-gc"],
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.{ts,mjs}"],
          exclude,
          // Puts a Pulumi engine first on the PATH and makes dist/ current: the tests run the real CLI and dist/.
          globalSetup: ["tools/test/e2e-set-up.mjs"],
          // A file starts pulumi, a language host, a program and a provider process at a time.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
