import type { Progress } from '#shared/views/tone.ts';
import { StateMark } from './state-mark.tsx';
import './progress-mark.css';

/** How far a thing is: a state once it says something, a calm word while it only goes its way. */
export const ProgressMark = ({ tone, word }: Progress) =>
  tone === null ? (
    <span className={`progress-mark ${word === 'waits' || word === 'later' ? 'dim' : ''}`}>{word}</span>
  ) : (
    <StateMark tone={tone}>{word}</StateMark>
  );
