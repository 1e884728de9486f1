import { useEffect, useRef } from 'react';
import type { TestResult } from '#shared/contract/settings-facts.ts';
import { StateMark } from '../../../ui/state-mark.tsx';

const words = {
  good: 'All of it is as a launch needs it',
  watch: 'Reached; some of it needs a look',
  act: 'Not as a launch needs it',
  unknown: 'Not everything could be seen',
};

/** What a test found, a line each: what was reached, as whom, and what may not be done. */
export function TestResultList({ result }: { readonly result: TestResult }) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (result.at > 0) list.current?.scrollIntoView({ block: 'nearest' });
  }, [result]);
  return (
    <div className="test-result" role="status" ref={list}>
      <p className="test-head">
        <StateMark tone={result.tone}>{words[result.tone]}</StateMark>
        <span className="num dim">
          {(result.tookMs / 1000).toFixed(1)} s, at {new Date(result.at).toLocaleTimeString('en-GB')}
        </span>
      </p>
      <ul>
        {result.lines.map(({ tone, what, text }) => (
          <li key={what}>
            <StateMark tone={tone}>{what}</StateMark>
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
