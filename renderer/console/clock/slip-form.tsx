import { useState } from 'react';
import { dateOn, tZeroOn } from '#shared/domain/clock/moments.ts';
import { readTime } from '#shared/views/format/read-time.ts';
import { dateText, minuteTime } from '#shared/views/format/wall-time.ts';
import { slipBase, slipPreview } from '#shared/views/slip-preview.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Button } from '../../ui/button.tsx';
import { Choice, TextField } from '../../ui/field.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { clockSigners, OVERRIDE_REASON } from './clock-signers.ts';
import { SlipEffect } from './slip-effect.tsx';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Days on which a slip may be chosen here, launch day first. */
const DAYS = 8;

/** A new T-0, by some minutes or by the clock; shows what it would bring before anyone signs it. */
export function SlipForm({ now }: { readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  const { tZeroAt } = state.clock;
  const [date, setDate] = useState(() => dateOn(tZeroAt, zone));
  const [time, setTime] = useState(() => minuteTime(tZeroAt, zone));
  // A T-0 that was chosen by minutes keeps its seconds: T-0 after a hold is seldom at a full minute.
  const [exact, setExact] = useState<number | null>(null);
  const minuteOfDay = readTime(time);
  const wanted = exact ?? (minuteOfDay === null ? null : tZeroOn(date, minuteOfDay, zone));
  const isSame = wanted === null || Math.abs(wanted - tZeroAt) < 1000;
  const byMinutes = (minutes: number): void => {
    const at = Math.max(wanted ?? 0, slipBase(state.clock, now)) + minutes * MINUTE_MS;
    setExact(at);
    setDate(dateOn(at, zone));
    setTime(minuteTime(at, zone));
  };
  const instead =
    minuteOfDay === null
      ? 'Write the time as 09:30.'
      : wanted === null
        ? `${time} can not be on that day in ${zone}: the clocks change then. Choose another time.`
        : 'Choose a new T-0 to see what it brings.';
  const preview = isSame || wanted === null ? null : slipPreview(state, wanted, now);
  return (
    <section className="slip" aria-label="Slip T-0">
      <h3>Slip T-0</h3>
      <div className="slip-fields">
        <span className="slip-by">
          {[5, 15, 30].map((minutes) => (
            <Button key={minutes} onClick={() => byMinutes(minutes)}>
              +{minutes} min
            </Button>
          ))}
        </span>
        <TextField
          label="New T-0"
          value={time}
          onChange={(text) => {
            setExact(null);
            setTime(text);
          }}
        />
        <Choice
          label="Day"
          value={date}
          onChange={(day) => {
            setExact(null);
            setDate(day);
          }}
          choices={daysFrom(tZeroAt, date, zone)}
        />
        <SlipButton preview={preview} />
      </div>
      {preview !== null ? (
        <SlipEffect preview={preview} zone={zone} />
      ) : (
        <SlipEffect
          preview={slipPreview(state, slipBase(state.clock, now) + MINUTE_MS, now)}
          zone={zone}
          instead={instead}
        />
      )}
    </section>
  );
}

function daysFrom(tZeroAt: number, chosen: string, zone: string) {
  const days = Array.from({ length: DAYS }, (_, index) => tZeroAt + index * DAY_MS).map((at, index) => ({
    value: dateOn(at, zone),
    text: index === 0 ? `${dateText(at, zone)}, as now` : dateText(at, zone),
  }));
  return days.some(({ value }) => value === chosen) ? days : [{ value: chosen, text: chosen }, ...days];
}

function SlipButton({ preview }: { readonly preview: ReturnType<typeof slipPreview> | null }) {
  const state = useLaunch((replica) => replica.state);
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  if (preview === null || preview.isPast || preview.troubles.length > 0) return null;
  const isOutside = preview.bounds !== 'within';
  const to = `${dateText(preview.tZeroAt, zone)} ${minuteTime(preview.tZeroAt, zone)}`;
  return (
    <SignButton
      look="primary"
      title={isOutside ? `Slip T-0 to ${to}, out of the launch window?` : `Slip T-0 to ${to}?`}
      doing="Slip"
      candidates={clockSigners(state, 'slip', isOutside)}
      reason={{ label: isOutside ? OVERRIDE_REASON : 'Reason', isRequired: true }}
      command={(reason) => ({
        type: 'clock.slip',
        tZeroAt: preview.tZeroAt,
        reason,
        ...(isOutside ? { isOverride: true } : {}),
      })}
    >
      <p className="muted">
        {preview.moves.length} entries move, {preview.stays.length} stay. Queued messages to the public are held back
        until they are released again.
      </p>
    </SignButton>
  );
}
