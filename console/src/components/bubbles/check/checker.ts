import { isHTTPS, isLink } from "./address";
import { type Counting, canBeBlank, countWritten, isBlank } from "./counting";
import { maxTextUnits, maxURI, maxURL } from "./limits";

/** What LINE would refuse, with the code that the server has for it. */
export interface Fault {
  /** Below the bubbles, such as "0.buttons.actions.1.label"; "" for all of them. */
  path: string;
  code: FaultCode;
  params: { max?: number; min?: number; count?: number; value?: string };
}

export type FaultCode =
  | "bubbles.count"
  | `bubble.${
      | "text_empty"
      | "text_long"
      | "contents_many"
      | "field_empty"
      | "value_missing"
      | "field_long"
      | "list_count"
      | "columns_differ"
      | "value_unknown"
      | "url_https"
      | "uri_scheme"
      | "duration"
      | "degrees"
      | "imagemap_size"
      | "area_outside"
      | "action_unknown"
      | "action_place"
      | "action_field"
      | "fill_in"
      | "picker_format"
      | "picker_order"
      | "flex_json"
      | "flex_property"
      | "flex_large"
      | "flex_sizes_differ"}`;

/** A text in which variables are filled, with its limit. */
export interface Field {
  path: string;
  text: string;
  max: number;
  counting: Counting;
  required: boolean;
}

export const color = /^#[0-9A-Fa-f]{6}$/;

/** Gathers faults in the order in which the server finds them. */
export class Checker {
  readonly faults: Fault[] = [];

  fault(path: string, code: FaultCode, params: Fault["params"] = {}): void {
    this.faults.push({ path, code, params });
  }

  field({ path, text, max, counting, required }: Field): void {
    const whole = max === maxTextUnits; // the text of a bubble has codes of its own
    const count = countWritten(text, counting);
    if (required && isBlank(text)) this.fault(path, whole ? "bubble.text_empty" : "bubble.field_empty");
    else if (required && canBeBlank(text)) this.fault(path, "bubble.value_missing");
    else if (count > max) this.fault(path, whole ? "bubble.text_long" : "bubble.field_long", { max, count });
  }

  count(path: string, count: number, min: number, max: number): void {
    if (count < min || count > max) this.fault(path, "bubble.list_count", { min, max, count });
  }

  long(path: string, text: string, max: number): void {
    if (text.length > max) this.fault(path, "bubble.field_long", { max, count: text.length });
  }

  oneOf(path: string, value: string, known: readonly string[]): void {
    if (!known.includes(value)) this.fault(path, "bubble.value_unknown", { value });
  }

  shape(path: string, value: string, shape: RegExp): void {
    if (value === "") this.fault(path, "bubble.field_empty");
    else if (!shape.test(value)) this.fault(path, "bubble.value_unknown", { value });
  }

  within(path: string, degrees: number, max: number): void {
    if (!(degrees >= -max && degrees <= max))
      this.fault(path, "bubble.degrees", { max, value: String(degrees) });
  }

  https(path: string, address: string, required: boolean): void {
    if (address === "") {
      if (required) this.fault(path, "bubble.field_empty");
      return;
    }
    this.long(path, address, maxURL);
    if (!isHTTPS(address)) this.fault(path, "bubble.url_https");
  }

  uri(path: string, address: string): void {
    if (address === "") {
      this.fault(path, "bubble.field_empty");
      return;
    }
    this.long(path, address, maxURI);
    if (!isLink(address)) this.fault(path, "bubble.uri_scheme");
  }
}
