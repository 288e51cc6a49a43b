import * as proxies from "@pulumi/policy/proxy";
import { expect, it } from "vitest";
import { plainProps } from "../../policies/kit/plain-props";
import { UNKNOWN as MARK } from "../../provider/schema/unknown";
import { UNKNOWN } from "./baseline";

const { unknownCheckingProxy, ...rest } = proxies as unknown as Record<string, unknown> & {
  unknownCheckingProxy: (props: object) => object;
};
const props = () => ({
  a: [1, { b: UNKNOWN }, UNKNOWN],
  c: { d: "x", e: null, f: UNKNOWN },
  g: UNKNOWN,
  h: false,
});
const plain = { a: [1, { b: MARK }, MARK], c: { d: "x", e: null, f: MARK }, g: MARK, h: false };

it("reads behind the policy SDK's proxies", () => {
  expect(plainProps(unknownCheckingProxy(props()))).toEqual(plain);
});

it("reads through proxies that hide what they stand before", () => {
  const hiding = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (object, key) => {
        if (key === "__getSpecialProxyTarget") return undefined;
        const value: unknown = Reflect.get(object, key);
        return value !== null && typeof value === "object" ? hiding(value) : value;
      },
    });
  expect(plainProps(hiding(unknownCheckingProxy(props())))).toEqual(plain);
  expect(plainProps(props())).toEqual(plain);
});

it("knows every sentinel that the policy SDK knows", () => {
  const sentinels = Object.entries(rest).filter(([name]) => /^unknown.*Value$/.test(name));
  expect(sentinels).toHaveLength(7);
  for (const [name, sentinel] of sentinels) expect(plainProps({ x: sentinel }), name).toEqual({ x: MARK });
});

it("answers no properties for what is no object", () => {
  for (const value of [undefined, null, "x", 7, []]) expect(plainProps(value)).toEqual({});
});
