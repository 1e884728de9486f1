import { Wall } from '../wall/wall.tsx';
import { screenOf } from './screen-of.ts';
import { start } from './start.tsx';

start(<Wall screen={screenOf(window.location.hash)} />);
