import { type DayAndTime, momentTyped } from '#shared/views/day-and-time.ts';
import { tZeroText } from '#shared/views/launch-list.ts';
import { TextField } from '../../ui/field.tsx';

type Props = {
  readonly label: string;
  readonly value: DayAndTime;
  readonly zone: string;
  readonly onChange: (value: DayAndTime) => void;
};

/** A date and a clock time in the launch's zone, read back in full; says so when that moment doesn't exist or comes twice. */
export function MomentFields({ label, value, zone, onChange }: Props) {
  const read = momentTyped(value, zone);
  return (
    <>
      <div className="form-pair">
        <TextField
          label={`${label}, date`}
          kind="date"
          value={value.date}
          onChange={(date) => onChange({ ...value, date })}
        />
        <TextField
          label={`${label}, clock time`}
          value={value.time}
          onChange={(time) => onChange({ ...value, time })}
        />
      </div>
      <p role="status" className={`form-read ${read.trouble === null ? 'dim' : 'watch'}`}>
        {read.at === null ? read.trouble : tZeroText({ tZeroAt: read.at, timeZone: zone })}
      </p>
    </>
  );
}
