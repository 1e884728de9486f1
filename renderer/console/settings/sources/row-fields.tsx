import type { Draft, DraftRow } from '#shared/settings/draft.ts';
import { editDraft, useSettings } from '../../../stores/settings.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import { SecretField } from './secret-field.tsx';

const words = {
  monitors: { title: 'Pages', left: 'Name', right: 'Address', add: 'Add a page', one: 'Page' },
  slack: { title: 'Channels', left: 'In the runbook', right: 'Slack’s ID', add: 'Add a channel', one: 'Channel' },
  webhooks: { title: 'Channels', left: 'In the runbook', right: 'Address', add: 'Add a channel', one: 'Channel' },
} as const;

/** A line for each monitor, or for each channel of messages. */
export function RowFields({ draft }: { readonly draft: Draft }) {
  const wrong = useSettings((state) => state.wrong);
  const { source, rows } = draft;
  if (source !== 'monitors' && source !== 'slack' && source !== 'webhooks') return null;
  const said = words[source];
  const change = (index: number, row: DraftRow) =>
    editDraft({ ...draft, rows: rows.map((old, at) => (at === index ? row : old)) });
  return (
    <fieldset className="settings-rows">
      <legend>{said.title}</legend>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and none is ever moved
        <div className="settings-row" key={index}>
          <TextField
            label={`${said.one} ${index + 1}: ${said.left}`}
            value={row.left}
            onChange={(left) => change(index, { ...row, left })}
          />
          {source === 'webhooks' ? (
            <WebhookAddress draft={draft} channel={row.left.trim()} />
          ) : (
            <TextField
              label={said.right}
              value={row.right}
              onChange={(right) => change(index, { ...row, right })}
              {...(wrong[`monitors.${index}.url`] === undefined
                ? {}
                : { hint: <b className="act">An address is needed.</b> })}
            />
          )}
          <Button
            size="small"
            look="quiet"
            aria-label={`Remove ${said.one.toLowerCase()} ${index + 1}`}
            onClick={() => editDraft({ ...draft, rows: rows.filter((_, at) => at !== index) })}
          >
            Remove
          </Button>
        </div>
      ))}
      <Button size="small" onClick={() => editDraft({ ...draft, rows: [...rows, { left: '', right: '' }] })}>
        {said.add}
      </Button>
      {source === 'webhooks' ? (
        <SecretField
          draft={draft}
          name="webhooks.defaultUrl"
          label="Address for every other channel"
          hint="Empty: those messages are delivered by hand."
        />
      ) : null}
    </fieldset>
  );
}

const WebhookAddress = ({ draft, channel }: { readonly draft: Draft; readonly channel: string }) =>
  channel === '' ? (
    <p className="dim settings-row-wait">Name the channel first.</p>
  ) : (
    <SecretField
      draft={draft}
      name={`webhooks.urls.${channel}`}
      label="Address"
      hint="Kept like a secret: it is not shown again."
      mayGo={false}
    />
  );
