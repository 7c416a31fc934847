// Variables as they stand in a text: LINE's own names for them, the same in every
// language. This reads them as internal/domain/compose/vars.go does.
export const contactVariable = "{友だちの表示名}";
export const accountVariable = "{アカウント名}";
export const openingVariable = "{次の営業開始}";
export const dateVariable = "{日付}";
export const variables = [contactVariable, accountVariable, openingVariable, dateVariable] as const;
const attribute = "属性";

/** The variable for an attribute of the contact, with a text for those who have none. */
export const attributeVariable = (name: string, otherwise: string): string =>
  `{${attribute}:${name}${otherwise ? `|${otherwise}` : ""}}`;

/** A name that would end the variable early cannot stand in one. */
export const fitsVariable = (text: string): boolean => !/[{}|｜]/.test(text);

/** What a variable stands for. */
export interface Variable {
  name: "contact" | "account" | "opening" | "date" | "attribute";
  attribute?: string;
  /** The text for those who have no value. */
  otherwise: string;
}

export interface Part {
  /** As it is written. */
  text: string;
  variable?: Variable;
  at: number;
}

const names = new Map<string, Variable["name"]>([
  ["友だちの表示名", "contact"],
  ["アカウント名", "account"],
  ["次の営業開始", "opening"],
  ["日付", "date"],
]);

function variableOf(content: string): Variable | undefined {
  const plain = content.replaceAll("｜", "|");
  const bar = plain.indexOf("|");
  const name = bar < 0 ? plain : plain.slice(0, bar);
  const otherwise = bar < 0 ? "" : plain.slice(bar + 1);
  const known = names.get(name);
  if (known) return { name: known, otherwise };
  const own = name.replace("：", ":");
  if (!own.startsWith(`${attribute}:`) || own.length === attribute.length + 1) return undefined;
  return { name: "attribute", attribute: own.slice(attribute.length + 1), otherwise };
}

/** Cuts a text at its variables. Braces around anything else stay as they are. */
export function split(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(/\{([^{}]*)\}/g)) {
    const variable = variableOf(match[1] ?? "");
    if (!variable) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index), at: from });
    parts.push({ text: match[0], variable, at: match.index });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), at: from });
  return parts;
}

/** Values for a preview. An attribute that is missing gives way to its default; without a list of them, to its name. */
export interface Sample {
  contact: string;
  account: string;
  opening: string;
  date: string;
  attributes?: Record<string, string>;
}

/** What the friend reads in the place of a variable. */
export function filled(variable: Variable, sample: Sample): string {
  const { name, attribute: own = "", otherwise } = variable;
  if (name !== "attribute") return sample[name].trim() ? sample[name] : otherwise;
  const value = sample.attributes?.[own] ?? "";
  if (value.trim()) return value;
  return otherwise || (sample.attributes ? "" : own);
}

export const fill = (text: string, sample: Sample): string =>
  split(text)
    .map((part) => (part.variable ? filled(part.variable, sample) : part.text))
    .join("");

/** A day as a shop writes it, the same in every language. */
export function dayText(date: Date): string {
  const weekday = ["日", "月", "火", "水", "木", "金", "土"][date.getDay()];
  return `${date.getMonth() + 1}月${date.getDate()}日(${weekday})`;
}

export const openingText = (date: Date): string =>
  `${dayText(date)} ${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
