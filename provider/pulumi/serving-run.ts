import type { Clock } from "../client/api/clock";
import type { Workspace } from "../client/workspace";
import { createRecordsFolder, createRecordsIn } from "../lifecycle/create-records";
import type { Operation, Reporter } from "../lifecycle/operation";
import { hostOf } from "../lifecycle/own-endpoint";
import { Preflight } from "../lifecycle/preflight/preflight";
import type { ResourceLifecycle, SharedHere } from "../lifecycle/resource-lifecycle";
import type { OwnSettings } from "../resources/own-settings";
import type { Fields } from "../schema/plain-object";
import type { Problem } from "../schema/problem";
import { heldInState } from "./held-in-state";

const NOT_CHECKED =
  "No workspace to look at (DATABRICKS_HOST and a sign-in are not set): not checked whether names are free, secrets exist " +
  "and you may make the changes.";

/** What all resources share that one process serves; it serves one run of the engine. */
export class ServingRun {
  /** Endpoints and models that this run has created or taken over. */
  readonly claims = new Set<string>();
  private preflight: Preflight | undefined;
  private saidUnconnected = false;
  private saidOtherHost = false;

  /**
   * @param workspace connects at the first call that needs it, since a preview does without; throws where host or sign-in
   * are missing
   */
  constructor(
    private readonly workspace: () => Workspace,
    readonly reporterFor: (urn: string) => Reporter,
    private readonly clock: Clock,
  ) {}

  /** @throws ConnectionError where host or sign-in are missing */
  operation(urn: string): Operation {
    const reporter = this.reporterFor(urn);
    const folder = createRecordsFolder(process.env, process.platform);
    return {
      workspace: this.workspace(),
      clock: this.clock,
      reporter,
      createRecords: createRecordsIn(folder, this.clock.now, (message) => reporter.warn(message)),
      claims: this.claims,
      held: () => heldInState(urn),
      urn,
    };
  }

  /** In a preview, what the workspace shows now of what would fail later; a preview itself needs no workspace. */
  async foresee(
    lifecycle: ResourceLifecycle,
    olds: Fields,
    news: Fields & Pick<OwnSettings, "preflight">,
    urn: string,
    sharedHere: SharedHere,
  ): Promise<Problem[]> {
    if (news.preflight === false) return [];
    if (this.missingConnection().length > 0) {
      if (!this.saidUnconnected) this.reporterFor(urn).info(NOT_CHECKED);
      this.saidUnconnected = true;
      return [];
    }
    const operation = this.operation(urn);
    const looking = (this.preflight ??= new Preflight(operation.workspace, this.clock.now));
    return looking.run(
      () => lifecycle.preflight(olds, news, operation, looking, sharedHere),
      operation.reporter,
    );
  }

  /**
   * Says, once, that state speaks of another address than this run is connected to. What changes is compared with the
   * workspace before anything is sent; what does not change is never looked at, and would pass for being there.
   */
  warnOfOtherHost(state: Fields, urn: string): void {
    const before = hostOf(state);
    if (this.saidOtherHost || before === undefined || this.missingConnection().length > 0) return;
    const now = this.workspace().host;
    if (now === before) return;
    this.saidOtherHost = true;
    this.reporterFor(urn).warn(
      `This state is of ${before}, and this run is connected to ${now}: what is "unchanged" is unchanged in the state, and was not ` +
        "looked at there. If these are two addresses of one workspace, `pulumi refresh` records the new one.",
    );
  }

  /** Why there is no workspace to work with; empty where there is one. */
  missingConnection(): string[] {
    try {
      this.workspace();
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  }
}
