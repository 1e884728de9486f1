import type { About } from '../about.ts';
import { alarm, heading, lines, paste, quiet, section, table, text } from '../blocks.ts';
import type { Block, Row, Section } from '../paper.ts';
import { pasteText } from '../paste-text.ts';

function outbox({ state, words }: About): readonly Block[] {
  const waiting = state.messages.messages.filter((message) => message.state !== 'sent');
  const rows = waiting.map(
    (message): Row => [
      words.exactly(message.queuedAt),
      message.channel,
      lines(alarm(message.state), message.trouble !== null && quiet(message.trouble)),
      message.text.split('\n'),
    ],
  );
  return [
    heading('Messages that have not been sent'),
    table(['Stored 18', 'Channel 18', 'Stands 20', 'Text 44'], rows),
  ];
}

/** The texts to paste, where the console can't send them (runbook §4.2). */
export function messages(about: About): Section {
  const { plan } = about;
  const templates = plan.templates.flatMap((template) => {
    const channel = plan.channels.find((one) => one.id === template.channel);
    const to = [channel?.means, channel?.address === 'not set' ? undefined : channel?.address]
      .filter(Boolean)
      .join(' ');
    const extra = [template.subject && `Subject: ${template.subject}`, template.status && `Status: ${template.status}`];
    return [
      heading(template.title, to),
      ...(channel?.isPublic === true ? [text('To the public: confirmed before it goes out.', 'quiet')] : []),
      ...extra.filter((line): line is string => Boolean(line)).map((line) => text(line)),
      paste(pasteText(about, template)),
    ];
  });
  return section('messages', 'Texts to paste', [...templates, ...outbox(about)]);
}
