import { Chip, Group, Input, NativeSelect, Select, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { SlotFields } from "@/features/settings/hours/SlotFields";
import { readSlot } from "@/features/settings/hours/slots";
import { dateText } from "@/features/settings/hours/useWhen";
import { days as weekdays } from "@/features/settings/hours/week";
import { schedulesQuery } from "@/features/settings/settings";
import { defaultZone, type ScheduleValues } from "./ruleValues";
import { faultOf, type RuleFormState } from "./useRuleForm";

/** When the rule may answer: all that is given here has to hold. */
export function ScheduleFields({ account, form }: { account: string; form: RuleFormState }) {
  const { t, i18n } = useTranslation("rules");
  const { t: hours } = useTranslation("hours");
  const { schedule } = form.values;
  const wrong = schedule.times.map((_, i) => slotFault(schedule, i)).find((it) => it !== undefined);
  const zones = useMemo(
    () => [...new Set([defaultZone, schedule.zone, ...Intl.supportedValuesOf("timeZone")])],
    [schedule.zone],
  );
  const fault = (field: keyof ScheduleValues) => faultOf(form, `schedule.${field}`);
  return (
    <Stack gap="md">
      <Group grow align="flex-start" preventGrowOverflow={false}>
        {(["from", "until"] as const).map((side) => (
          <TextInput
            key={side}
            type="date"
            label={t(`schedule.${side}`)}
            max="9999-12-31"
            {...form.getInputProps(`schedule.${side}`)}
            error={fault(side)}
            data-testid={`rule-${side}`}
          />
        ))}
      </Group>
      <Input.Wrapper
        label={t("schedule.days")}
        description={t("schedule.daysHelp")}
        labelElement="div"
        error={fault("days")}
      >
        <Chip.Group
          multiple
          value={schedule.days}
          onChange={(days) =>
            form.setFieldValue(
              "schedule.days",
              weekdays.filter((day) => days.includes(day)),
            )
          }
        >
          <Group gap={6} mt="xs" role="group" aria-label={t("schedule.days")}>
            {weekdays.map((day, i) => (
              <Chip key={day} value={day} size="sm" variant="outline" data-testid={`rule-day-${day}`}>
                {dateText(`2024-01-0${i + 1}`, i18n.language, { weekday: "short" })}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
      <Input.Wrapper
        label={t("schedule.times")}
        description={t("schedule.timesHelp")}
        labelElement="div"
        error={fault("times") ?? (wrong && hours(`fault.${wrong}`))}
      >
        <SlotFields
          name={t("schedule.timesName")}
          slots={schedule.times}
          fault={(i) => slotFault(schedule, i)}
          onChange={(times) => form.setFieldValue("schedule.times", times)}
          empty={t("schedule.allDay")}
          testId="rule-time"
          addTestId="rule-time-add"
        />
      </Input.Wrapper>
      <HoursFields account={account} form={form} />
      <Select
        label={t("schedule.zone")}
        data={zones}
        value={schedule.zone}
        onChange={(zone) => form.setFieldValue("schedule.zone", zone ?? defaultZone)}
        searchable
        allowDeselect={false}
        limit={80}
        error={fault("zone")}
        data-testid="rule-zone"
      />
    </Stack>
  );
}

function slotFault({ times }: ScheduleValues, index: number) {
  const slot = times[index];
  const read = slot && readSlot(slot);
  return typeof read === "string" ? read : undefined;
}

/** Only inside or outside hours, and of which schedule. */
function HoursFields({ account, form }: { account: string; form: RuleFormState }) {
  const { t } = useTranslation("rules");
  const { data: schedules = [] } = useQuery(schedulesQuery(account));
  const { hours, hoursName } = form.values.schedule;
  const names = [...new Set(["", hoursName, ...schedules.map(({ name }) => name)])];
  return (
    <Group grow align="flex-start" preventGrowOverflow={false}>
      <NativeSelect
        label={t("schedule.hours")}
        data={[
          { value: "", label: t("schedule.always") },
          { value: "inside", label: t("schedule.inside") },
          { value: "outside", label: t("schedule.outside") },
        ]}
        {...form.getInputProps("schedule.hours")}
        error={faultOf(form, "schedule.hours")}
        data-testid="rule-hours"
      />
      {hours && names.length > 1 && (
        <NativeSelect
          label={t("schedule.hoursName")}
          data={names.map((name) => ({ value: name, label: name || t("schedule.hoursOwn") }))}
          {...form.getInputProps("schedule.hoursName")}
          error={faultOf(form, "schedule.hoursName")}
          data-testid="rule-hours-name"
        />
      )}
    </Group>
  );
}
