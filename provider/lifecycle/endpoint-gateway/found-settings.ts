import type { Operation } from "../operation";
import type { GatewaySettings, Setting } from "./governed-settings";

/**
 * What settings were before they were first governed, noted on this machine before anything is sent: after a kill the state
 * knows nothing of them, and what the endpoint then shows is our own.
 */
export class FoundSettings {
  constructor(
    private readonly id: string,
    private readonly endpointId: string,
    private readonly operation: Operation,
  ) {}

  /** What an earlier run has noted; undefined where none did. */
  noted(setting: Setting): GatewaySettings[Setting] {
    return this.all()[setting];
  }

  note(setting: Setting, found: GatewaySettings[Setting]): void {
    this.write({ ...this.all(), [setting]: found });
  }

  /** Ends a note: the setting is again what it was. */
  forget(setting: Setting): void {
    const { [setting]: ended, ...rest } = this.all();
    if (ended === undefined) return;
    if (Object.keys(rest).length > 0) this.write(rest);
    else this.operation.createRecords.end(...this.key);
  }

  private get key(): [urn: string, name: string, host: string] {
    return [this.operation.urn, this.id, this.operation.workspace.host];
  }

  private all(): GatewaySettings {
    const found = this.operation.createRecords.find(...this.key)?.found;
    return found?.endpointId === this.endpointId ? found.settings : {};
  }

  private write(settings: GatewaySettings): void {
    const [urn, name, host] = this.key;
    const { createRecords, clock } = this.operation;
    const found = { endpointId: this.endpointId, settings };
    createRecords.begin({ urn, name, host, begunAt: clock.now(), found });
  }
}
