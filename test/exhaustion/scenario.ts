import type { EmulatorOptions } from "../../emulator/index";
import type { Bench } from "../lifecycle/with-lifecycle";
import type { Program, StandInEngine } from "./stand-in-engine";

/** A step of a stack's life whose every request meets every fault. */
export interface Scenario {
  readonly name: string;
  /** What others have made in the workspace by then. */
  readonly others?: (bench: Bench) => Promise<void>;
  /** What the stack has declared, and reached, before the step. */
  readonly before?: Program;
  /** What happens between that and the step. */
  readonly meanwhile?: (bench: Bench, engine: StandInEngine) => Promise<void> | void;
  readonly step: "up" | "refresh" | "destroy";
  /** What the stack declares with the step. */
  readonly program: Program;
  /** Somebody else makes what the step was to make, where it has failed and nothing of it was done. */
  readonly impostor?: (bench: Bench) => Promise<void>;
  /** Names of endpoints that the step replaces. */
  readonly replaces?: readonly string[];
  /** Whether the step ends where a first `up` would, in a workspace where nobody has made anything. */
  readonly asIfNew?: boolean;
  readonly switches?: EmulatorOptions["switches"];
}
