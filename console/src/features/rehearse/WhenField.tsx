import { SegmentedControl, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { serverNow } from "@/api/serverClock";
import { settingsQuery } from "@/features/settings/settings";
import { localInput, type Values } from "./question";

interface Props {
  account: string;
  values: Values;
  onChange: (some: Partial<Values>) => void;
}

/** When the message comes. */
export function WhenField({ account, values, onChange }: Props) {
  const { t } = useTranslation("rehearse");
  const { data: settings } = useQuery(settingsQuery(account));
  const phone = useMediaQuery("(max-width: 30em)", false, { getInitialValueInEffect: false });
  const choices = settings?.hours ? (["now", "inside", "outside", "at"] as const) : (["now", "at"] as const);
  return (
    <>
      <SegmentedControl
        fullWidth
        orientation={phone ? "vertical" : "horizontal"}
        aria-label={t("when.label")}
        data={choices.map((choice) => ({ value: choice, label: t(`when.${choice}`) }))}
        value={values.when}
        onChange={(choice) => {
          const when = choices.find((one) => one === choice) ?? "now";
          onChange({ when, at: values.at || localInput(serverNow()) });
        }}
        data-testid="test-when"
      />
      {values.when === "at" && (
        <TextInput
          mt="sm"
          type="datetime-local"
          label={t("when.input")}
          value={values.at}
          onChange={(event) => onChange({ at: event.currentTarget.value })}
          data-testid="test-at"
        />
      )}
    </>
  );
}
