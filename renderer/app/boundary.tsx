import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import './boundary.css';

type Props = { readonly children: ReactNode };
type State = { readonly message: string | null };

/** Catches a bug of this window at the top: says so calmly and offers to draw it anew. The engine goes on meanwhile. */
export class Boundary extends Component<Props, State> {
  override readonly state: State = { message: null };

  static getDerivedStateFromError(cause: unknown): State {
    return { message: cause instanceof Error ? cause.message : String(cause) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return (
      <main className="boundary">
        <h1>This window broke</h1>
        <p>
          The launch goes on: the engine and the log are not touched by this. Draw the window anew; if it breaks again,
          use another console.
        </p>
        <Button look="primary" onClick={() => window.location.reload()}>
          Draw anew
        </Button>
        <pre>{this.state.message}</pre>
      </main>
    );
  }
}
