import type { Action, Imagemap } from "../types";
import type { Checker } from "./checker";
import { imagemapWidth, maxActionData, maxImagemapAreas } from "./limits";

const own: Record<string, readonly (keyof Action)[]> = {
  message: ["text"],
  uri: ["uri", "altUri"],
  postback: ["data", "displayText", "inputOption", "fillInText"],
  datetimepicker: ["data", "mode", "initial", "min", "max"],
  clipboard: ["clipboardText"],
  camera: [],
  cameraRoll: [],
  location: [],
};

const inputOptions = ["", "closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"];
const common = ["type", "label"];

/** The action with nothing but the fields of its type. */
export function onlyOwn(a: Action): Action {
  const fields = [...common, ...(own[a.type] ?? [])];
  return Object.fromEntries(Object.entries(a).filter(([key]) => fields.includes(key))) as Action;
}

/** Checks all of an action but the texts; the camera and the like are in quick replies only. */
export function checkAction(c: Checker, a: Action, path: string, quick: boolean): void {
  const fields = own[a.type];
  if (!fields) {
    c.fault(`${path}.type`, "bubble.action_unknown", { value: a.type });
    return;
  }
  switch (a.type) {
    case "uri":
      c.uri(`${path}.uri`, a.uri ?? "");
      if (a.altUri) c.uri(`${path}.altUri.desktop`, a.altUri.desktop ?? "");
      break;
    case "postback":
      checkData(c, a, path);
      c.oneOf(`${path}.inputOption`, a.inputOption ?? "", inputOptions);
      if (a.fillInText && a.inputOption !== "openKeyboard") c.fault(`${path}.fillInText`, "bubble.fill_in");
      break;
    case "datetimepicker":
      checkData(c, a, path);
      checkPicker(c, a, path);
      break;
    case "camera":
    case "cameraRoll":
    case "location":
      if (!quick) c.fault(`${path}.type`, "bubble.action_place", { value: a.type });
      break;
    default:
  }
  const others = Object.keys(own).flatMap((type) => own[type] ?? []);
  if (others.some((name) => !fields.includes(name) && a[name])) {
    c.fault(path, "bubble.action_field", { value: a.type });
  }
}

function checkData(c: Checker, a: Action, path: string): void {
  if (!a.data) c.fault(`${path}.data`, "bubble.field_empty");
  c.long(`${path}.data`, a.data ?? "", maxActionData);
}

const layouts: Record<string, RegExp> = {
  date: /^(\d{4})-(\d\d)-(\d\d)$/,
  time: /^()()()(\d\d?):(\d\d)$/,
  datetime: /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d)$/,
};

/** The minutes of a time as a picker takes it, to be compared within its mode. */
function minutesOf(text: string, layout: RegExp): number | undefined {
  const match = layout.exec(text.replace("t", "T"));
  if (!match) return undefined;
  const [year, month, day, hour, minute] = match.slice(1).map((s) => (s ? Number(s) : undefined));
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59) return undefined;
  const time = (hour ?? 0) * 60 + (minute ?? 0);
  if (year === undefined || month === undefined || day === undefined) return time;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1900 || year > 2100 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return undefined;
  return date.getTime() / 60_000 + time;
}

function checkPicker(c: Checker, a: Action, path: string): void {
  const layout = layouts[a.mode ?? ""];
  if (!layout) {
    c.fault(`${path}.mode`, "bubble.value_unknown", { value: a.mode ?? "" });
    return;
  }
  // A time that cannot be read stands for the year 1, before every date and after every time of day.
  const none = a.mode === "time" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const read = (name: "initial" | "min" | "max"): number => {
    const text = a[name];
    if (!text) return none;
    const minutes = minutesOf(text, layout);
    if (minutes === undefined) c.fault(`${path}.${name}`, "bubble.picker_format", { value: text });
    return minutes ?? none;
  };
  const [first, least, most] = [read("initial"), read("min"), read("max")];
  if (a.min && a.max && !(least < most)) c.fault(`${path}.max`, "bubble.picker_order");
  if (a.initial && ((a.min && first < least) || (a.max && first > most))) {
    c.fault(`${path}.initial`, "bubble.picker_order");
  }
}

const ownOfAreas: Record<string, readonly ("linkUri" | "text" | "clipboardText")[]> = {
  uri: ["linkUri"],
  message: ["text"],
  clipboard: ["clipboardText"],
};

export function checkImagemap(c: Checker, m: Imagemap, path: string): void {
  c.https(`${path}.baseUrl`, m.baseUrl, true);
  const { width, height } = m.baseSize;
  if (width !== imagemapWidth || !(height >= 1)) {
    c.fault(`${path}.baseSize`, "bubble.imagemap_size", { max: imagemapWidth, count: width });
  }
  c.count(`${path}.actions`, m.actions.length, 1, maxImagemapAreas);
  for (const [i, a] of m.actions.entries()) {
    const at = `${path}.actions.${i}`;
    const fields = ownOfAreas[a.type];
    if (!fields) {
      c.fault(`${at}.type`, "bubble.action_unknown", { value: a.type });
      continue;
    }
    if (a.type === "uri") c.uri(`${at}.linkUri`, a.linkUri ?? "");
    if ((["linkUri", "text", "clipboardText"] as const).some((name) => !fields.includes(name) && a[name])) {
      c.fault(at, "bubble.action_field", { value: a.type });
    }
    const r = a.area;
    const inside = r.x >= 0 && r.y >= 0 && r.width >= 1 && r.height >= 1;
    if (!inside || r.x + r.width > width || r.y + r.height > height) {
      c.fault(`${at}.area`, "bubble.area_outside");
    }
  }
}
