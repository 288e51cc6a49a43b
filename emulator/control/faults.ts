import type { Random } from "../workspace/random";
import { checkFaultRule, type FaultAction, type FaultRule } from "./fault-rule";
import { matchesPath } from "./matches-path";

export interface ActiveFault {
  id: string;
  action: FaultAction;
}

interface Armed {
  id: string;
  rule: FaultRule;
  toPass: number;
  left: number;
}

/** The rules in force. The first that applies to a request wins. */
export class Faults {
  #armed: Armed[] = [];
  #count = 0;

  constructor(private readonly random: Random) {}

  /** @throws TypeError for a rule that is none. */
  add(given: FaultRule): string {
    const rule = checkFaultRule(given);
    const id = `fault-${++this.#count}`;
    const left = rule.times ?? 1;
    if (left > 0) this.#armed.push({ id, rule, toPass: rule.after ?? 0, left });
    return id;
  }

  clear(): void {
    this.#armed = [];
  }

  /** The fault that befalls this request, if any; using up the rule is part of asking. */
  take(method: string, path: string): ActiveFault | undefined {
    for (const armed of this.#armed) {
      if (!concerns(armed.rule, method, path)) continue;
      if (armed.toPass > 0) {
        armed.toPass -= 1;
        continue;
      }
      if (this.random() >= (armed.rule.probability ?? 1)) continue;
      armed.left -= 1;
      // A rule that is used up would be looked at for every request to come.
      this.#armed = this.#armed.filter(({ left }) => left > 0);
      return { id: armed.id, action: armed.rule.action };
    }
    return undefined;
  }
}

function concerns(rule: FaultRule, method: string, path: string): boolean {
  if (rule.method !== undefined && rule.method.toUpperCase() !== method) return false;
  return rule.path === undefined || matchesPath(rule.path, path);
}
