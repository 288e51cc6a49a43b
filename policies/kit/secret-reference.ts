import { SECRET_REFERENCE } from "../../provider/schema/field-facts";

/** Whether a text means to refer to a secret, rightly or not: `{{secrets/a/b}}`, `${secrets/a/b}`, `{{ secret.a }}`. */
export function meansReference(text: string): boolean {
  return (
    SECRET_REFERENCE.test(text) ||
    /[{[<]\s*secrets?\s*[/.:(]|dbutils\.secrets\.get/i.test(text) ||
    /^\s*secrets\/[^/\s]+\/[^/\s]+\s*$/.test(text)
  );
}
