import { SegmentedControl, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CalendarDay } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { calendarQuery } from "../settings";
import classes from "./Calendar.module.css";
import { weekdayIndex, weekdayOf } from "./dates";
import { dateText } from "./useWhen";
import { days } from "./week";

interface Props {
  account: string;
  /** The schedule's name. */
  name: string;
  /** Changes of the hours are not saved yet, so the calendar does not have them. */
  stale: boolean;
}

/** What applies on each of the next days, by the saved hours. */
export function Calendar({ account, name, stale }: Props) {
  const { t, i18n } = useTranslation("hours");
  const { t: common } = useTranslation();
  const query = useQuery(calendarQuery(account, name));
  const [chosen, setChosen] = useState("");
  if (query.isError && !query.data)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton height={280} radius="md" role="status" aria-label={common("loading")} />;

  const months = [...new Set(query.data.map((day) => day.date.slice(0, 7)))];
  const month = months.includes(chosen) ? chosen : (months[0] ?? "");
  const shown = query.data.filter((day) => day.date.startsWith(month));
  const monthText = (m: string) => dateText(`${m}-01`, i18n.language, { month: "short" });
  const title = dateText(`${month}-01`, i18n.language, { year: "numeric", month: "long" });
  return (
    <>
      <p className={classes.note} data-stale={stale || undefined} data-testid="calendar-note">
        {t(stale ? "calendar.stale" : "calendar.saved")}
      </p>
      <SegmentedControl
        aria-label={t("calendar.month")}
        data={months.map((m) => ({ value: m, label: monthText(m) }))}
        value={month}
        onChange={setChosen}
        data-testid="calendar-months"
      />
      <h3 className={classes.title}>{title}</h3>
      <div className={classes.weekdays} aria-hidden>
        {days.map((day) => (
          <span key={day} data-day={day}>
            {common(`day.${day}`)}
          </span>
        ))}
      </div>
      <ol className={classes.days} aria-label={title} data-testid="hours-calendar">
        {shown.map((day) => (
          <DayItem key={day.date} day={day} today={day === query.data[0]} />
        ))}
      </ol>
    </>
  );
}

function DayItem({ day, today }: { day: CalendarDay; today: boolean }) {
  const { t, i18n } = useTranslation("hours");
  const { t: common } = useTranslation();
  const closed = day.slots.length === 0;
  // The server has the names of the law; a name that is new there is shown as it is.
  const names: Readonly<Record<string, string>> = t("holidayName", { returnObjects: true });
  const holiday = day.holiday && (names[day.holiday] ?? day.holiday);
  return (
    <li
      className={classes.day}
      style={{ gridColumnStart: weekdayIndex(day.date) + 1 }}
      aria-current={today ? "date" : undefined}
      data-closed={closed || undefined}
      data-source={day.source}
      data-date={day.date}
      data-testid="calendar-day"
    >
      <time dateTime={day.date} data-day={day.holiday ? "sun" : weekdayOf(day.date)} className={classes.date}>
        <span className={classes.short} aria-hidden>
          {Number(day.date.slice(8))}
        </span>
        <span className={classes.long}>
          {dateText(day.date, i18n.language, { month: "short", day: "numeric", weekday: "short" })}
        </span>
        {today && <span className={classes.today}>{common("time.today")}</span>}
      </time>
      <span className={classes.times}>
        {closed
          ? t(day.source === "week" ? "closed" : "special.closed")
          : day.slots.map((slot) => <span key={slot}>{slot.replace("-", "–")}</span>)}
      </span>
      {(day.special || holiday) && (
        <span className={classes.names}>
          {day.special && <span data-kind="special">{day.special}</span>}
          {holiday && <span data-kind="holiday">{holiday}</span>}
        </span>
      )}
    </li>
  );
}
