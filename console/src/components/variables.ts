// Variables as they stand in a text: LINE's own names for them, the same in every language.
export const contactVariable = "{友だちの表示名}";
export const accountVariable = "{アカウント名}";
export const variables = [contactVariable, accountVariable] as const;

/** The text as a friend of that name would see it. */
export const fillVariables = (text: string, contact: string, account: string): string =>
  text
    .split(contactVariable)
    .map((part) => part.replaceAll(accountVariable, account))
    .join(contact);
