// @ts-check
import { availableParallelism } from "node:os";
import { BenchStack } from "./bench-stack.mjs";
import { emulatedWorkspace, requestsOf } from "./emulated-workspace.mjs";
import { median } from "./measured.mjs";
import { TerraformStack } from "./terraform-stack.mjs";

const APPLY = ["up", "--yes", "--skip-preview"];

/** One after the other on the same stack. `model` is what the program asks for, `waits` what each endpoint has to wait for. */
const OPERATIONS = [
  { what: "up, creating all", args: APPLY, model: "gpt-5.4", waits: { requests: 2, rollouts: 1 } },
  { what: "up, nothing changed", args: APPLY, model: "gpt-5.4", waits: { requests: 0, rollouts: 0 } },
  {
    what: "preview, nothing changed",
    args: ["preview"],
    model: "gpt-5.4",
    waits: { requests: 0, rollouts: 0 },
  },
  {
    what: "refresh",
    args: ["refresh", "--yes", "--skip-preview"],
    model: "gpt-5.4",
    waits: { requests: 1, rollouts: 0 },
  },
  {
    what: "up, config of all changed",
    args: APPLY,
    model: "gpt-5.4-mini",
    waits: { requests: 2, rollouts: 1 },
  },
  {
    what: "destroy",
    args: ["destroy", "--yes", "--skip-preview"],
    model: "gpt-5.4-mini",
    waits: { requests: 1, rollouts: 0 },
  },
];

/**
 * Times the engine's operations on a stack of endpoints, each right after the same operation of the floor and of a provider that sends the least.
 *
 * @param {{ size: number, latencyMs: number, rolloutMs: number, rounds: number, other: string | undefined,
 *   peers: string | undefined }} options `other` is the root of another build of this package, `peers` the folder of
 *   Terraform's binaries
 * @returns {Promise<import("./measured.mjs").Measured[]>}
 */
export async function measureOperations({ size, latencyMs, rolloutMs, rounds, other, peers }) {
  const rows = OPERATIONS.map(() => ({
    floor: /** @type {import("./measured.mjs").Run[]} */ ([]),
    sending: /** @type {import("./measured.mjs").Run[]} */ ([]),
    ours: /** @type {import("./measured.mjs").Run[]} */ ([]),
    other: /** @type {import("./measured.mjs").Run[]} */ ([]),
    terraform: /** @type {import("./measured.mjs").Run[]} */ ([]),
    requests: /** @type {Record<string, number>} */ ({}),
  }));
  for (let round = 1; round <= rounds; round++) {
    const emulator = await emulatedWorkspace({ latencyMs, rolloutMs });
    // Workspaces of their own: all make endpoints of the same names.
    const least = await emulatedWorkspace({ latencyMs, rolloutMs });
    const second = other === undefined ? undefined : await emulatedWorkspace({ latencyMs, rolloutMs });
    const third = peers === undefined ? undefined : await emulatedWorkspace({ latencyMs, rolloutMs });
    const stacks = {
      floor: new BenchStack("nothing", size, signedIn(emulator)),
      sending: new BenchStack("sending", size, { ...signedIn(least), BENCH_ROLLOUT_MS: String(rolloutMs) }),
      ours: new BenchStack("endpoints", size, signedIn(emulator)),
      ...(second === undefined ? {} : { other: new BenchStack("endpoints", size, signedIn(second), other) }),
      ...(third === undefined || peers === undefined
        ? {}
        : { terraform: new TerraformStack(peers, size, signedIn(third)) }),
    };
    try {
      for (const [index, { what, args, model }] of OPERATIONS.entries()) {
        process.stderr.write(`${size} at ${latencyMs} ms: ${what} …\n`);
        const row = rows[index];
        if (row === undefined) continue;
        row.floor.push(await stacks.floor.run(args, model));
        row.sending.push(await stacks.sending.run(args, model));
        if (stacks.other !== undefined) row.other.push(await stacks.other.run(args, model));
        if (stacks.terraform !== undefined) row.terraform.push(await stacks.terraform.run(args, model));
        emulator.journal.clear();
        row.ours.push(await stacks.ours.run(args, model));
        row.requests = requestsOf(emulator);
      }
    } finally {
      for (const stack of Object.values(stacks)) stack.dispose();
      await emulator.close();
      await least.close();
      await second?.close();
      await third?.close();
    }
  }
  const parallel = Math.min(size, 4 * availableParallelism());
  return OPERATIONS.map(({ what, waits }, index) => {
    const row = rows[index];
    if (row === undefined) throw new Error(`${what} was not measured`);
    const each = (waits.requests * latencyMs + waits.rollouts * rolloutMs) / 1000;
    return {
      what,
      size,
      latencyMs,
      leastSeconds: (each * size) / parallel,
      floor: median(row.floor),
      sending: median(row.sending),
      ours: median(row.ours),
      ...(row.other.length === 0 ? {} : { other: median(row.other) }),
      ...(row.terraform.length === 0 ? {} : { terraform: median(row.terraform) }),
      requests: row.requests,
    };
  });
}

/** @param {import("./emulated-workspace.mjs").Emulator} emulator */
const signedIn = ({ url, token }) => ({ DATABRICKS_HOST: url, DATABRICKS_TOKEN: token });
