import { createContext } from 'react';

/** True inside a window that several screens share: a page has one `main`, and it is not theirs. */
export const SharesWindow = createContext(false);
