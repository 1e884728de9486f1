import { Console } from '../console/console.tsx';
import { start } from './start.tsx';

start(<Console />);
