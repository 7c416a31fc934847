import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/problem";
import type { Bubble, Rule, RuleInput } from "@/api/types";
import { describeError } from "@/components/describeError";
import { showFirstFault } from "@/components/showFirstFault";
import { faultyParts, placeErrors } from "./ruleCheck";
import { inputOf, rulesQuery, useSaveRule } from "./rules";
import { type RuleValues, ruleOf, valuesOf } from "./ruleValues";
import { useRuleForm } from "./useRuleForm";

interface Options {
  account: string;
  rule?: Rule;
  start: RuleInput;
  fresh?: boolean;
  /** Faults were found in these parts of the conditions. */
  onFaults: (parts: string[]) => void;
}

/** One rule while it is written, until it is saved. */
export function useRuleEditor({ account, rule, start, fresh, onFaults }: Options) {
  const { t } = useTranslation("rules");
  const navigate = useNavigate();
  const client = useQueryClient();
  const save = useSaveRule(account, rule?.id);
  const saved = useRef(false);
  // The version that is being changed.
  const [seen, setSeen] = useState(rule?.updatedAt);
  const [refused, setRefused] = useState(false);
  const form = useRuleForm(start, fresh ?? false);
  const take = (latest: Rule) => {
    const values = valuesOf(inputOf(latest), false);
    form.setValues(values);
    form.resetDirty(values);
    form.clearErrors();
    setSeen(latest.updatedAt);
  };
  const newer = rule !== undefined && rule.updatedAt !== seen && !save.isPending && !save.isSuccess;
  const untouched = !form.isDirty();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each version of the rule
  useEffect(() => {
    if (newer && untouched) take(rule);
  }, [rule?.updatedAt, newer, untouched]);

  const send = (values: RuleValues, updatedAt: string | undefined) => {
    const body = ruleOf(values);
    save.mutate(
      { ...body, updatedAt },
      {
        onSuccess: () => {
          saved.current = true;
          notifications.show({ message: t("saved", { title: body.title }) });
          void navigate({ to: "/a/$account/rules", params: { account } });
        },
        onError: (error) => (isConflict(error) ? setRefused(true) : fail(error, body)),
      },
    );
  };
  const fail = (error: unknown, sent: RuleInput) => {
    const { "": whole, ...fields } = placeErrors(error, sent, t);
    form.setErrors(fields);
    form.setFieldError(
      "form",
      whole ?? (Object.keys(fields).length === 0 ? describeError(error) : undefined),
    );
    onFaults(faultyParts(fields));
    showFirstFault("rule");
  };
  const submit = form.onSubmit(
    (values) => send(values, seen),
    (errors) => {
      onFaults(faultyParts(errors));
      showFirstFault("rule");
    },
  );
  const load = async () => {
    const all = await client.fetchQuery({ ...rulesQuery(account), staleTime: 0 });
    const latest = all.find(({ id }) => id === rule?.id);
    setRefused(false);
    if (!latest) return notifications.show({ color: "red", message: t("conflict.gone") });
    take(latest);
    notifications.show({ message: t("conflict.loaded") });
  };
  return {
    form,
    saved,
    saving: save.isPending,
    submit,
    /** Somebody else has changed the rule since. */
    conflict: refused || (newer && !untouched),
    load: () => void load(),
    overwrite: () => {
      const found = form.validate();
      if (found.hasErrors) onFaults(faultyParts(found.errors));
      else send(form.getValues(), undefined);
    },
    setBubbles: (bubbles: Bubble[]) => {
      form.setFieldValue("bubbles", bubbles);
      for (const path of Object.keys(form.errors)) {
        if (path.startsWith("bubbles")) form.clearFieldError(path);
      }
    },
  };
}

const isConflict = (error: unknown) => error instanceof ApiError && error.code === "rule.changed";
