// The nouns of the API, by the names of docs/glossary.md. Times are RFC 3339 in UTC.
import type { paths as absolutePaths, components } from "./schema.gen";

type Schemas = components["schemas"];

/** The operations by their paths below /api/v1. */
export type paths = {
  [Path in keyof absolutePaths as Path extends `/api/v1${infer Rest}` ? Rest : never]: absolutePaths[Path];
};

export type Session = Schemas["Session"];
export type AccountGrant = Schemas["SessionAccount"];
export type Language = Schemas["Me"]["language"];
export type Member = Schemas["Member"];
export type Grant = Schemas["Grant"];
export type Role = Grant["role"];
export type Account = Schemas["Account"];
export type AccountStatus = Schemas["AccountStatus"];
export type Quota = Schemas["Quota"];

export type Conversation = Schemas["Conversation"];
export type ConversationStatus = Conversation["status"];
export type Contact = Schemas["Contact"];
export type LastMessage = Schemas["LastMessage"];
export type Message = Schemas["Message"];
export type Delivery = Schemas["Delivery"];
export type Filter = "all" | "unread" | "unanswered" | "manual" | "followup" | "done" | "spam";

export type Bubble = Schemas["Bubble"];
export type Rule = Schemas["Rule"];
export type RuleHits = Schemas["RuleHits"];
export type RuleInput = Schemas["RuleInput"];
export type ImportOutcome = Schemas["ImportOutcome"];
export type ImportStep = Schemas["ImportStep"];
export type FileFault = Schemas["FileFault"];
export type Settings = Schemas["Settings"];
export type SettingsInput = Schemas["SettingsInput"];
export type Method = SettingsInput["inside"];
export type Hours = Schemas["Hours"];
export type NamedHours = Schemas["NamedHours"];
export type ContactData = Schemas["ContactData"];
export type CalendarDay = Schemas["CalendarDay"];
export type Week = Hours["week"];
export type Day = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

export type Problem = Schemas["Problem"];
export type Params = NonNullable<Problem["params"]>;

export interface Page<T> {
  items: T[];
  next?: string;
}
