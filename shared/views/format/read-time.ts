/** Minutes after midnight of `9:30` or `09:30`; null where that is no time of a day. */
export function readTime(text: string): number | null {
  const [, hour, minute] = /^\s*(\d{1,2})[:.](\d{2})\s*$/.exec(text) ?? [];
  if (hour === undefined || minute === undefined) return null;
  const [hours, minutes] = [Number(hour), Number(minute)];
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}
