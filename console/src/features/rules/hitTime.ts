/** "11/22 14:03", with the year when it is another one. */
export function hitTime(at: string, now: number, language: string): string {
  const ms = Date.parse(at);
  const sameYear = new Date(ms).getFullYear() === new Date(now).getFullYear();
  const ja = language === "ja";
  return new Intl.DateTimeFormat(ja ? "ja-JP" : "en-GB", {
    year: sameYear ? undefined : "numeric",
    month: ja ? "numeric" : "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(ms);
}
