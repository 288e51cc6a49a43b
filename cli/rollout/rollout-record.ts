import { createHash, randomUUID } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { makeFolder } from "../../provider/lifecycle/make-folder";
import { stateFolder } from "../../provider/lifecycle/state-folder";
import { CommandFailed } from "../kit/command-failed";

const share = z.object({ servedModelName: z.string(), trafficPercentage: z.number() });

const record = z.object({
  host: z.string(),
  name: z.string(),
  /** The model that gets the traffic. */
  to: z.string(),
  /** The shares before the first step, to which it goes back. */
  began: z.array(share),
  /** The shares that were sent last before `next`. */
  left: z.array(share),
  /** The shares that are being sent, or were. */
  next: z.array(share),
  /** Why it goes back, once it does. */
  back: z.string().optional(),
});

/** How far a rollout has come; written before each request, so that a run after a kill knows what may have been sent. */
export type RolloutRecord = z.infer<typeof record>;

/** The record of one endpoint's or service's rollout on this machine. */
export class RolloutRecords {
  readonly file: string;

  constructor(host: string, name: string, environment: NodeJS.ProcessEnv) {
    const key = createHash("sha256").update(`${host}\n${name}`).digest("hex").slice(0, 32);
    this.file = join(stateFolder(environment, process.platform), "rollouts", `${key}.json`);
  }

  read(): RolloutRecord | undefined {
    let text: string;
    try {
      text = readFileSync(this.file, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw new CommandFailed(`The record of the rollout cannot be read: ${(error as Error).message}`);
    }
    const parsed = record.safeParse(parsedJson(text));
    if (parsed.success) return parsed.data;
    throw new CommandFailed(`${this.file} is no record of a rollout. Give --restart to begin anew.`);
  }

  /** @throws CommandFailed: without a record, an interrupted rollout could not go back */
  write(now: RolloutRecord): void {
    const draft = `${this.file}.${randomUUID()}.tmp`;
    try {
      makeFolder(dirname(this.file));
      writeFileSync(draft, JSON.stringify(now), { mode: 0o600, flag: "wx" });
      renameSync(draft, this.file);
    } catch (error) {
      rmSync(draft, { force: true });
      throw new CommandFailed(
        `The rollout cannot be noted in ${this.file}, and without that could not be taken back: ${(error as Error).message}`,
      );
    }
  }

  remove(): void {
    rmSync(this.file, { force: true });
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
