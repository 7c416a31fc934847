import { Button, TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactData } from "@/api/types";
import { describeError } from "@/components/describeError";
import { AttributeFields } from "./AttributeFields";
import { contactQuery, contactWordsQuery, useSaveContact } from "./contactData";
import classes from "./InfoPanel.module.css";

const maxTags = 100;

interface Props {
  account: string;
  conversation: string;
}

/** Tags and attributes of the friend; each change is kept at once and can be taken back. */
export function ContactFields({ account, conversation }: Props) {
  const { t } = useTranslation("inbox");
  const { t: common } = useTranslation();
  const { data } = useQuery(contactQuery(account, conversation));
  const words = useQuery(contactWordsQuery(account)).data;
  const save = useSaveContact(account, conversation);
  const [before, setBefore] = useState<ContactData>();
  if (!data) return null;

  const change = (part: Partial<ContactData>) => {
    setBefore(data);
    save.mutate({ ...data, ...part });
  };
  const undo = () => {
    if (!before) return;
    setBefore(undefined);
    save.mutate(before);
  };
  return (
    <div className={classes.known}>
      <TagsInput
        label={t("contact.tags")}
        description={t("contact.tagsHelp")}
        placeholder={data.tags.length === 0 ? t("contact.tagsExample") : undefined}
        data={words?.tags ?? []}
        value={data.tags}
        onChange={(tags) => change({ tags })}
        maxTags={maxTags}
        splitChars={[",", "、", "\n"]}
        clearable={false}
        acceptValueOnBlur
        data-testid="contact-tags"
      />
      <AttributeFields
        attributes={data.attributes}
        names={words?.attributes ?? []}
        onChange={(attributes) => change({ attributes })}
      />
      <p className={classes.saved} role="status" data-testid="contact-saved" data-state={save.status}>
        {save.isPending && t("contact.saving")}
        {save.isSuccess && t("contact.saved")}
        {save.isError && <span className={classes.fault}>{describeError(save.error)}</span>}
        {save.isSuccess && before && (
          <Button size="compact-xs" variant="subtle" onClick={undo} data-testid="contact-undo">
            {common("undo")}
          </Button>
        )}
      </p>
    </div>
  );
}
