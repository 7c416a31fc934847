import { ActionIcon, Button, Checkbox, Input, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./RuleForm.module.css";
import { maxPostback, maxPostbacks, type Postback } from "./ruleValues";
import { faultOf, type RuleFormState } from "./useRuleForm";

/** The data of buttons, each whole or by its beginning. */
export function PostbacksField({ form }: { form: RuleFormState }) {
  const { t } = useTranslation("rules");
  const { postbacks } = form.values;
  // There is a field to write in from the start.
  const shown: Postback[] = postbacks.length > 0 ? postbacks : [{ data: "" }];
  const set = (next: Postback[]) => form.setFieldValue("postbacks", next);
  const change = (index: number, part: Partial<Postback>) =>
    set(shown.map((postback, i) => (i === index ? { ...postback, ...part } : postback)));
  return (
    <Input.Wrapper
      mt="md"
      label={t("field.postbacks")}
      labelElement="div"
      description={t("field.postbacksHelp")}
      error={faultOf(form, "postbacks")}
    >
      {shown.map((postback, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: data is its place while it is typed
        <div key={i} className={classes.postback}>
          <TextInput
            value={postback.data}
            onChange={(event) => change(i, { data: event.currentTarget.value })}
            maxLength={maxPostback}
            placeholder={t("field.postbackPlaceholder")}
            aria-label={t("field.postback", { number: i + 1 })}
            error={faultOf(form, "postbacks") !== undefined}
            data-testid="rule-postback"
          />
          <Checkbox
            checked={postback.prefix ?? false}
            onChange={(event) => change(i, { prefix: event.currentTarget.checked || undefined })}
            label={t("field.postbackPrefix")}
            data-testid="rule-postback-prefix"
          />
          {shown.length > 1 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              onClick={() => set(shown.filter((_, j) => j !== i))}
              aria-label={t("field.postbackRemove", { number: i + 1 })}
            >
              <IconTrash size={16} />
            </ActionIcon>
          )}
        </div>
      ))}
      <Button
        mt="xs"
        size="compact-xs"
        variant="subtle"
        leftSection={<IconPlus size={13} />}
        disabled={shown.length >= maxPostbacks}
        onClick={() => set([...shown, { data: "" }])}
        data-testid="rule-postback-add"
      >
        {t("field.postbackAdd")}
      </Button>
    </Input.Wrapper>
  );
}
