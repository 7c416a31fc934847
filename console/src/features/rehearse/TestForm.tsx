import { Checkbox, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Section } from "@/components/Section";
import { Examples } from "./Examples";
import { isKind, kinds } from "./kinds";
import type { Values } from "./question";
import classes from "./Rehearse.module.css";
import { WhenField } from "./WhenField";
import { WhoField } from "./WhoField";

interface Props {
  account: string;
  values: Values;
  onChange: (values: Values) => void;
  /** Wants the answer without waiting for the end of typing. */
  onAsk: () => void;
}

export function TestForm({ account, values, onChange, onAsk }: Props) {
  const { t } = useTranslation("rehearse");
  const set = (some: Partial<Values>) => onChange({ ...values, ...some });
  return (
    <div className={classes.form}>
      <Section title={t("message")}>
        <Stack gap="sm">
          <Select
            label={t("kindLabel")}
            data={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
            value={values.kind}
            onChange={(kind) => isKind(kind) && set({ kind })}
            allowDeselect={false}
            data-testid="test-kind"
          />
          {values.kind === "text" && (
            <Textarea
              aria-label={t("message")}
              placeholder={t("placeholder")}
              autosize
              minRows={2}
              maxRows={8}
              maxLength={5000}
              value={values.text}
              onChange={(event) => set({ text: event.currentTarget.value })}
              onKeyDown={(event) => {
                // What an input method takes is no Enter.
                if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
                event.preventDefault();
                onAsk();
              }}
              data-testid="test-text"
              data-autofocus
            />
          )}
          {values.kind === "postback" && (
            <TextInput
              label={t("data")}
              placeholder={t("dataPlaceholder")}
              maxLength={300}
              value={values.data}
              onChange={(event) => set({ data: event.currentTarget.value })}
              onKeyDown={(event) => event.key === "Enter" && onAsk()}
              data-testid="test-data"
            />
          )}
          {values.kind === "follow" && (
            <Checkbox
              label={t("unblocked")}
              checked={values.unblocked}
              onChange={(event) => set({ unblocked: event.currentTarget.checked })}
              data-testid="test-unblocked"
            />
          )}
          <Examples
            account={account}
            onChoose={(example) =>
              set({
                kind: isKind(example.kind) ? example.kind : "text",
                text: example.kind === "text" ? example.text : values.text,
                data: example.kind === "postback" ? example.text : values.data,
              })
            }
          />
        </Stack>
      </Section>
      <Section title={t("who")} lead={t("whoHelp")}>
        <WhoField account={account} values={values} onChange={set} />
      </Section>
      <Section title={t("when.label")}>
        <WhenField account={account} values={values} onChange={set} />
        <Checkbox
          mt="md"
          label={t("manual")}
          checked={values.manual}
          onChange={(event) => set({ manual: event.currentTarget.checked })}
          data-testid="test-manual"
        />
      </Section>
    </div>
  );
}
