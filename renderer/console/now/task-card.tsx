import type { ReactNode } from 'react';
import { Panel } from '../../ui/panel.tsx';

type Props = {
  readonly label: string;
  readonly head: string;
  readonly tone?: 'plain' | 'accent' | 'act' | 'watch';
  readonly aside?: ReactNode;
  /** A running clock, in large. */
  readonly clock?: string | null;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
};

/** The one thing that is to be done: a question, why now, and the buttons. */
export const TaskCard = ({ label, head, tone = 'accent', aside, clock = null, text, children }: Props) => (
  <Panel title={label} aside={aside} tone={tone}>
    <div className="task-row">
      {clock === null ? null : <span className={`task-clock num ${tone === 'act' ? 'act' : ''}`}>{clock}</span>}
      <div>
        <p className="task-head">{head}</p>
        <div className="muted">{text}</div>
      </div>
    </div>
    {children === undefined ? null : <div className="task-actions">{children}</div>}
  </Panel>
);
