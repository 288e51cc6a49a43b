import { shareOut, type Share } from "../../provider/resources/share-out";
import { CommandFailed } from "../kit/command-failed";

/** Something whose traffic is shared out among models: an endpoint, or a model service. */
export interface RoutedTraffic {
  /** What people call it, with its name. */
  readonly what: string;
  readonly name: string;
  /** What each of its models is called: `served model`, `destination`. */
  readonly part: string;
  /**
   * The shares as they are, in the order in which they are written.
   *
   * @throws CommandFailed where there is no such thing, or it has no traffic to share out
   */
  read(): Promise<readonly Share[]>;
  /**
   * Brings the shares to others, and waits until they count. Done already is fine.
   *
   * @param from what they are taken to be now
   * @throws SharesMoved where they are neither the one nor the other; nothing was sent
   */
  write(from: readonly Share[], to: readonly Share[]): Promise<void>;
  /** The shares as a program states them. */
  program(shares: readonly Share[]): string;
}

/** Somebody else moved the traffic. */
export class SharesMoved extends CommandFailed {
  constructor({ what }: Pick<RoutedTraffic, "what">, found: readonly Share[], expected: readonly Share[]) {
    super(
      `Nothing was sent: the traffic of ${what} is ${sharesText(found)}, and this rollout left it at ` +
        `${sharesText(expected)}. Somebody else moved it; run it again with --restart to begin with the shares as they are.`,
    );
  }
}

/** All shares when one model has a given one: the others share the rest in proportion to what they began with. */
export function sharesAt(began: readonly Share[], model: string, percentage: number): Share[] {
  const others = began.filter(({ servedModelName }) => servedModelName !== model);
  const rest = shareOut(others, 100 - percentage);
  return began.map((share) =>
    share.servedModelName === model
      ? { ...share, trafficPercentage: percentage }
      : { ...share, trafficPercentage: shareIn(rest, share.servedModelName) },
  );
}

/** Whether two lists give every model the same share, whatever their order; one that is not named has none. */
export function sameShares(a: readonly Share[], b: readonly Share[]): boolean {
  const names = new Set([...a, ...b].map(({ servedModelName }) => servedModelName));
  return [...names].every((name) => shareIn(a, name) === shareIn(b, name));
}

/** A model's share; 0 where it is not named. */
export const shareIn = (shares: readonly Share[], model: string): number =>
  shares.find(({ servedModelName }) => servedModelName === model)?.trafficPercentage ?? 0;

/** `gpt 80 %, claude 20 %`. */
export const sharesText = (shares: readonly Share[]): string =>
  shares
    .map(({ servedModelName, trafficPercentage }) => `${servedModelName} ${trafficPercentage} %`)
    .join(", ");
