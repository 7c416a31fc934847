import { Button, Checkbox, Group, Modal, Radio, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { describeError } from "@/components/describeError";
import { rulesQuery } from "@/features/rules/rules";
import { FormError } from "@/features/session/FormError";
import { keywordsOf, type Suggestion, useAddKeywords } from "./suggestions";
import { useUndoable } from "./useUndoable";

interface Props {
  account: string;
  suggestion: Suggestion;
  onClose: () => void;
}

const another = "-";

/** 既存の応答に追加: chooses the rule, those that are like the group first, and the spellings. */
export function AddToRule({ account, suggestion, onClose }: Props) {
  const { t } = useTranslation("suggest");
  const { t: common } = useTranslation();
  const all = keywordsOf(suggestion);
  const near = suggestion.rules;
  const { data: rules = [] } = useQuery(rulesQuery(account));
  const [choice, setChoice] = useState(near[0]?.ruleId ?? another);
  const [other, setOther] = useState<string | null>(null);
  const [chosen, setChosen] = useState(all);
  const add = useAddKeywords(account);
  const undoable = useUndoable();
  const rule = choice === another ? other : choice;

  const submit = () => {
    if (!rule) return;
    const done = { rule, keywords: chosen };
    add.mutate(done, {
      onSuccess: ({ title, undo }) => {
        undoable(t("added", { title, count: chosen.length }), undo);
        onClose();
      },
    });
  };
  // A rule with keywords takes more of them; regular expressions are not for texts as they are.
  const options = rules
    .filter((one) => one.keywords.length > 0 && one.match !== "regex")
    .map(({ id, title }) => ({ value: id, label: title }));
  return (
    <Modal opened onClose={onClose} title={t("addTitle")} data-testid="suggest-dialog">
      <Stack gap="md">
        <Radio.Group label={t("rule")} value={choice} onChange={setChoice}>
          <Stack gap="xs" mt={6}>
            {near.map(({ ruleId, title, keyword }) => (
              <Radio
                key={ruleId}
                value={ruleId}
                label={title}
                description={t("near", { keyword })}
                data-testid="suggest-near"
              />
            ))}
            <Radio value={another} label={t("another")} data-testid="suggest-another" />
          </Stack>
        </Radio.Group>
        {choice === another && (
          <Select
            aria-label={t("another")}
            placeholder={t("choose")}
            data={options}
            value={other}
            onChange={setOther}
            searchable
            limit={200}
            nothingFoundMessage={t("noRule")}
            data-testid="suggest-rule"
          />
        )}
        <Checkbox.Group label={t("keywords")} value={chosen} onChange={setChosen}>
          <Stack gap={6} mt={6}>
            {all.map((keyword) => (
              <Checkbox key={keyword} value={keyword} label={keyword} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Text size="sm" c="var(--oj-dim)">
          {t("folded")}
        </Text>
        <FormError text={add.isError ? describeError(add.error) : undefined} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button
            onClick={submit}
            loading={add.isPending}
            disabled={!rule || chosen.length === 0}
            data-testid="suggest-add-submit"
          >
            {t("addSubmit")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
