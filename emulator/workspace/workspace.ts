import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type * as z from "zod";
import type { Clock } from "../control/clock";
import type { Faults } from "../control/faults";
import type { DestinationMetrics } from "../gateway/destination-metrics";
import type { Gateway } from "../live/start-gateway";
import type { AnswerScripts } from "../models/answer-scripts";
import type { ResponseStore } from "../models/response-store";
import type { Identity } from "./identities";
import type { JournalEntry, RequestJournal } from "../control/journal";
import type { ApiError } from "../http/api-error";
import { parseMessage } from "../http/parse-message";
import type { Random } from "./random";
import type { Switches } from "../control/switches";
import type { EmulatorSeed } from "../control/seed";
import type { World } from "./world";

/** The emulated workspace: what every service shares. */
export interface Workspace {
  clock: Clock;
  random: Random;
  switches: Switches;
  /** The switches that it was started with, which a reset goes back to. */
  initialSwitches: Switches;
  world: World;
  /** What is there from the start, and again after a reset. */
  seed: EmulatorSeed;
  journal: RequestJournal;
  faults: Faults;
  /** Address it listens on, without a slash at the end. */
  url: string;
  /** Names by which clients may call it, beside those of this machine: `Host` headers without port. */
  hostNames: readonly string[];
  /** What the control routes ask for; absent where only this machine can reach them. */
  controlToken?: string;
  token: string;
  /** Calls of the data plane in a limit's current minute or hour, by limit. Forgotten at a restart, as windows are short. */
  windows: Map<string, { index: number; calls: number; tokens: number }>;
  /** Requests by endpoint id and served entity since the start, for metrics. */
  calls: Map<string, { requests: number; clientErrors: number; serverErrors: number }>;
  /** Requests to services since the start, by the service's id. */
  serviceMetrics: Map<string, DestinationMetrics[]>;
  /** Answers that tests have set. */
  scripts: AnswerScripts;
  /** Responses of the Responses API, which later ones may continue. */
  responses: ResponseStore;
  /** Calls providers; absent: models are played. */
  gateway?: Gateway;
  /** Values of credentials by their digests: for calls upstream, never for a file or an answer. */
  credentials: Map<string, string>;
}

/** What the application tells its owner. */
export interface AppHooks {
  /** The state may have changed: it is written at once, or, for tables that calls add rows to, before long. */
  save(when: "now" | "soon"): void;
  log?: (line: string) => void;
}

/** What is known of a request by the time that a service sees it. */
export interface Env {
  Bindings: HttpBindings;
  Variables: {
    entry: JournalEntry;
    identity: Identity;
    /** The body as it came. */
    bytes: Buffer;
    /** The body as text, empty where it is none. */
    text: string;
    bodyProblem: ApiError | undefined;
  };
}

/** Parses the body of a request against a message of the API. */
export function readBody<Schema extends z.ZodType>(
  context: Context<Env>,
  workspace: Workspace,
  schema: Schema,
): z.output<Schema> {
  return parseMessage(schema, context.get("text"), workspace.switches.unknownRequestFields);
}
