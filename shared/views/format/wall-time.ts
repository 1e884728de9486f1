const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, kind: 'clock' | 'minute' | 'date'): Intl.DateTimeFormat {
  const key = `${kind} ${zone}`;
  const known = formats.get(key);
  if (known) return known;
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    ...(kind === 'date' ? { weekday: 'short', day: 'numeric', month: 'short' } : time),
    ...(kind === 'clock' ? { second: '2-digit' } : {}),
  });
  formats.set(key, made);
  return made;
}

/** `08:45:28` in the launch's zone. */
export const clockTime = (at: number, zone: string): string => format(zone, 'clock').format(at);

/** `08:45` in the launch's zone. */
export const minuteTime = (at: number, zone: string): string => format(zone, 'minute').format(at);

/** `Tue 24 Nov` in the launch's zone. */
export const dateText = (at: number, zone: string): string => format(zone, 'date').format(at).replaceAll(',', '');
