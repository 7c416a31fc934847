import { Autocomplete, Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import { attributeVariable, fitsVariable } from "../variables";
import classes from "./Edit.module.css";

/** The names of attributes that contacts of the account have. */
function useAttributeNames(): string[] {
  const { account = "" } = useParams({ strict: false });
  const { data } = useQuery({
    queryKey: [...keys.all(account), "contact-words"],
    queryFn: () => unwrap(api.GET("/accounts/{account}/contact-words", { params: { path: { account } } })),
    enabled: account !== "",
  });
  return data?.attributes ?? [];
}

/** Makes the variable of an attribute, with a text for those who have none. */
export function AttributeForm({ onPick }: { onPick: (variable: string) => void }) {
  const { t } = useTranslation("bubbles");
  const names = useAttributeNames();
  const [name, setName] = useState("");
  const [otherwise, setOtherwise] = useState("");
  const wrong = !fitsVariable(name) || !fitsVariable(otherwise);
  const pick = () => {
    if (name.trim() && !wrong) onPick(attributeVariable(name.trim(), otherwise));
  };
  return (
    <div className={classes.attribute}>
      <Autocomplete
        label={t("variable.name")}
        description={t("variable.nameHelp")}
        data={names}
        value={name}
        onChange={setName}
        comboboxProps={{ withinPortal: false }}
        error={wrong ? t("variable.wrong") : undefined}
        data-testid="attribute-name"
        data-autofocus
      />
      <TextInput
        label={t("variable.otherwise")}
        description={t("variable.otherwiseHelp")}
        value={otherwise}
        onChange={(event) => setOtherwise(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          pick();
        }}
        data-testid="attribute-default"
      />
      <Button size="xs" disabled={!name.trim() || wrong} onClick={pick} data-testid="attribute-insert">
        {t("variable.insert")}
      </Button>
    </div>
  );
}
