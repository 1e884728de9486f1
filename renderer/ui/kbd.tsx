import type { ReactNode } from 'react';
import './kbd.css';

/** A key, to see; screen readers hear the control's own name instead. */
export const Kbd = ({ children }: { readonly children: ReactNode }) => (
  <span className="kbd" aria-hidden="true">
    {children}
  </span>
);
